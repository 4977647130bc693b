// Changes of what was said: a line of its own for an edit, REDACT for an erasure, a tag or a sentence for a reaction.

import type { HeardEvent } from '@hubbub/core'

import type { Out } from '../../lines/line.ts'
import { msgidOf, nickOf } from '../../names.ts'
import type { Form, Rows } from '../../row.ts'
import { wordLines } from '../../say/lines.ts'
import { replyTags } from '../../say/tags.ts'
import { lineOf } from '../lines.ts'
import { type Place, placed } from './placed.ts'

const erased = placed<'message.erased'>(({ payload }) => payload.by, showErased)

export const changeRows = {
  'message.edited': placed<'message.edited'>(({ payload }) => payload.author, showEdited),
  // REDACT is told to whoever knows it, with echo-message or without: it is the answer.
  'message.erased': { ...erased, own: erased.each },
  'message.reacted': placed<'message.reacted'>(({ payload }) => payload.by, showReacted),
} satisfies Partial<Rows>

/** There is no word for an edit: a line of its own says what was meant (wires/irc.md). */
function showEdited({ payload }: HeardEvent<'message.edited'>, form: Form, { room, target }: Place): Out[] {
  if (!form.server.settings().irc.corrections) return []
  const { author, at, rev, seq } = payload
  const answered = msgidOf(room, seq)
  const tags = replyTags(answered)
  return wordLines({ author, at, body: `* ${payload.body}`, msgid: `${answered}-e${rev}`, tags }, form, target)
}

function showErased({ payload }: HeardEvent<'message.erased'>, form: Form, { room, target }: Place): Out[] {
  if (!form.has.has('draft/message-redaction')) return []
  const { by, at, seq, reason = '' } = payload
  const params = [target, msgidOf(room, seq), ...(reason === '' ? [] : [reason])]
  return [lineOf(by, form.server, { verb: 'REDACT', params, at })]
}

/** A tag for those who read tags, a readable line for the others. */
function showReacted({ payload }: HeardEvent<'message.reacted'>, form: Form, { room, target }: Place): Out[] {
  const { by, on, text, seq, rev, at, author } = payload
  const answered = msgidOf(room, seq)
  if (form.has.has('message-tags')) {
    const reaction = { [on ? '+draft/react' : '+draft/unreact']: text }
    const tags = { msgid: `${answered}-r${rev}`, ...reaction, ...replyTags(answered) }
    return [lineOf(by, form.server, { verb: 'TAGMSG', params: [target], at, tags })]
  }
  const words = on ? `reacted ${text} to a message of ${nickOf(author)}` : `took ${text} back`
  return [lineOf(by, form.server, { verb: 'NOTICE', params: [target, `* ${words}`], at })]
}
