// What is told and not kept: that somebody types, tags without words, and what is said to some members of a channel.

import type { HeardEvent } from '@hubbub/core'
import type { Author } from '@hubbub/protocol'

import type { Out } from '../../lines/line.ts'
import { eventMsgidOf } from '../../names.ts'
import type { Form, Rows } from '../../row.ts'
import { wordLines } from '../../say/lines.ts'
import { clientTags } from '../../say/tags.ts'
import { lineOf } from '../lines.ts'
import { type Place, placed } from './placed.ts'

export const passingRows = {
  'message.typing': placed<'message.typing'>(({ payload }) => payload.person, showTyping),
  'message.signal': placed<'message.signal'>(({ payload }) => payload.author, showSignal),
  'message.aside': placed<'message.aside'>(({ payload }) => payload.author, showAside),
} satisfies Partial<Rows>

const statusSigns = { voice: '+', moderator: '@' } as const

function showTyping({ payload }: HeardEvent<'message.typing'>, form: Form, { target }: Place): Out[] {
  return tagLines(form, payload.person, { target, tags: { '+typing': payload.state } })
}

function showSignal({ payload }: HeardEvent<'message.signal'>, form: Form, { room, target }: Place): Out[] {
  const { author, least, id, at, lasting } = payload
  const sign = least === undefined ? '' : statusSigns[least]
  // What lasts is found again by its time.
  const msgid = lasting === true ? eventMsgidOf(room, at) : id
  return tagLines(form, author, { target: `${sign}${target}`, at, tags: { msgid, ...clientTags(payload.tags) } })
}

/** TAGMSG never reaches a client without message-tags. */
function tagLines(
  { server, has }: Form,
  author: Author,
  line: { target: string; at?: number; tags: Readonly<Record<string, string>> },
): Out[] {
  const { target, ...rest } = line
  return has.has('message-tags') ? [lineOf(author, server, { verb: 'TAGMSG', params: [target], ...rest })] : []
}

function showAside({ payload }: HeardEvent<'message.aside'>, form: Form, { target }: Place): Out[] {
  const { author, least, body, kind, id, at, tags } = payload
  return wordLines(
    { author, at, body, kind, msgid: id, tags: clientTags(tags) },
    form,
    `${statusSigns[least]}${target}`,
  )
}
