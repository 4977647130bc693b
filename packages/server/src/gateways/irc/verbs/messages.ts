// Verbs of saying things: PRIVMSG, NOTICE, TAGMSG, BATCH, REDACT.

import { limits } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import { formatLine, type Line, type Out } from '../lines/line.ts'
import { batch, gather } from '../say/multiline.ts'
import { redact } from '../say/redact.ts'
import { say, sayTags } from '../say/say.ts'
import { readTags } from '../say/tags.ts'
import type { Verbs } from '../verb.ts'

export const messageVerbs = {
  PRIVMSG: {
    when: 'registered',
    paramsMin: 0,
    syntax: 'PRIVMSG <target>{,<target>} :<text>',
    says: ['Says something to a channel or to somebody.'],
    pipelined: true,
    run: (client, line) => speak(client, line, 'PRIVMSG'),
  },
  NOTICE: {
    when: 'registered',
    paramsMin: 0,
    syntax: 'NOTICE <target>{,<target>} :<text>',
    says: ['Says something that nothing may answer by itself.'],
    pipelined: true,
    run: (client, line) => speak(client, line, 'NOTICE'),
  },
  TAGMSG: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'TAGMSG <target>{,<target>}',
    says: ['Sends tags without words: that you are typing, a reaction.'],
    of: 'message-tags',
    run: async (client, { params: [targets = ''], tags }) => {
      if (!client.has.has('message-tags')) return client.numeric('ERR_UNKNOWNCOMMAND', 'TAGMSG')
      for (const target of targetsOf(client, targets, 'TAGMSG')) await sayTags(client, target, readTags(tags))
    },
  },
  BATCH: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'BATCH +<reference> draft/multiline <target> | -<reference>',
    says: ['Begins and ends a message of many lines.'],
    of: 'draft/multiline',
    run: batch,
  },
  REDACT: {
    when: 'registered',
    paramsMin: 2,
    syntax: 'REDACT <target> <msgid> [<reason>]',
    says: ['Takes back something that was said.'],
    of: 'draft/message-redaction',
    run: redact,
  },
} satisfies Verbs

async function speak(client: Client, line: Line, verb: 'PRIVMSG' | 'NOTICE'): Promise<void> {
  if (line.tags.has('batch')) return gather(client, line, verb)
  const [targets, text] = line.params
  const isNotice = verb === 'NOTICE'
  if (targets === undefined || targets === '') return isNotice ? undefined : client.numeric('ERR_NORECIPIENT')
  if (text === undefined || text === '') return isNotice ? undefined : client.numeric('ERR_NOTEXTTOSEND')
  const all = targetsOf(client, targets, verb)
  if (!all.every((target) => isOneLine(client, { verb, params: [target, text] }))) {
    return client.numeric('ERR_INPUTTOOLONG')
  }
  const saying = { verb, text, tags: readTags(line.tags) }
  // Together: they take effect in this order, and one commit may hold them all.
  await Promise.all(all.map((target) => say(client, target, saying)))
}

/** What would be two lines for those who hear it is refused, so that whoever says it splits it where words end. */
function isOneLine({ mask: source }: Client, said: Out): boolean {
  return [...formatLine({ source, ...said })].length <= limits.irc_rest_bytes_max
}

/** As many as a line may have; the others are told of, but nothing answers a NOTICE (RFC 2812, 3.3.2). */
function targetsOf(client: Client, targets: string, verb: 'PRIVMSG' | 'NOTICE' | 'TAGMSG'): string[] {
  const all = [...new Set(targets.split(',').filter((target) => target !== ''))]
  const most = client.server.ports.limits.irc_targets_max
  if (verb !== 'NOTICE') for (const target of all.slice(most)) client.numeric('ERR_TOOMANYTARGETS', target)
  return all.slice(0, most)
}
