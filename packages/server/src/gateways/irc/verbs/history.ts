// Verbs of what was said before: CHATHISTORY, MARKREAD, SEARCH.

import { chathistory } from '../history/chathistory.ts'
import { markread } from '../history/markread.ts'
import { search } from '../history/search.ts'
import type { Verbs } from '../verb.ts'

export const historyVerbs = {
  CHATHISTORY: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'CHATHISTORY LATEST|BEFORE|AFTER|AROUND|BETWEEN|TARGETS <target> <selectors> <limit>',
    says: ['Reads what was said before, in a batch.'],
    of: 'draft/chathistory',
    run: chathistory,
  },
  MARKREAD: {
    when: 'registered',
    paramsMin: 0,
    syntax: 'MARKREAD <target> [timestamp=<time>]',
    says: ['Says or asks how far you have read.'],
    of: 'draft/read-marker',
    run: markread,
  },
  SEARCH: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'SEARCH in=<target>;from=<nick>;text=<words>;after=<time>;before=<time>;limit=<n>',
    says: ['Finds what was said.'],
    of: 'soju.im/search',
    run: search,
  },
} satisfies Verbs
