// Events of the server and of one’s own session.

import type { HeardEvent } from '@hubbub/core'

import type { Out } from '../lines/line.ts'
import type { Rows } from '../row.ts'
import type { Viewer } from '../viewer.ts'
import { packed } from '../who/packed.ts'
import { lineOf, serverLine } from './lines.ts'

export const serverRows = {
  'server.announced': { each: announced },
  // The client says ERROR with the reason itself, and closes.
  'session.closing': {
    each: ({ payload: { reason, says } }, { server, nick }) =>
      reason === 'banned' ? [serverLine(server, '465', [nick, says])] : [],
  },
} satisfies Partial<Rows>

/** WALLOPS for those who want to hear it (+w); what is for operators they hear whether they do or not. */
function announced({ payload: { body, by, to } }: HeardEvent<'server.announced'>, viewer: Viewer): Out[] {
  const hears = to === 'everyone' ? viewer.modes.has('w') : viewer.person?.operator === true
  if (!hears) return []
  return packed(body.split(/\s+/u), ' ').map((text) => lineOf(by, viewer.server, { verb: 'WALLOPS', params: [text] }))
}
