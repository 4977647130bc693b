// What was said as lines: one, or a batch of many for those who can take it, or one after another for those who cannot.

import type { RoomView } from '@hubbub/core'
import { type Author, type Kind, limits, type Message } from '@hubbub/protocol'

import { fileLink } from '../../kit/links.ts'
import type { Out } from '../lines/line.ts'
import { msgidOf } from '../names.ts'
import { lineOf, sourceOf } from '../outbound/lines.ts'
import type { Form } from '../row.ts'
import { clientTags, replyTags } from './tags.ts'
import { type Piece, pieces } from './text.ts'

/** Somebody's words on their way to those who hear them. */
export interface Words {
  readonly author: Author
  readonly at: number
  readonly body: string
  readonly kind?: Kind | undefined
  readonly wraps?: readonly number[] | undefined
  readonly msgid: string
  /** What every line of them carries. */
  readonly tags: Readonly<Record<string, string>>
}

/** What is shown of a message in a room whose lines go to `target`. */
export function messageLines(message: Message, form: Form, to: { target: string; room: Pick<RoomView, 'id'> }): Out[] {
  const { target, room } = to
  const { author, at, kind, wraps, reply, tags } = message
  return wordLines(
    {
      author,
      at,
      kind,
      wraps,
      body: bodyOf(message, form),
      msgid: msgidOf(room, message.seq),
      tags: { ...clientTags(tags), ...(reply === undefined ? {} : replyTags(msgidOf(room, reply))) },
    },
    form,
    target,
  )
}

function bodyOf({ body, file }: Message, { site }: Form): string {
  if (file === undefined) return body
  const link = fileLink(file, site)
  return body === '' ? link : `${body}\n${link}`
}

/** A message id stands on the first line alone; of nothing but blank lines nothing is shown (draft/multiline, "Fallback"). */
export function wordLines(words: Words, form: Form, target: string): Out[] {
  const { author, at, msgid, tags } = words
  const verb = verbOf(words)
  const lines = pieces(words, textBytesMax(words, form, target))
  const shown = lines.filter(({ text }) => text !== '')
  if (lines.length > 1 && shown.length > 0 && takesBatch(words, form)) return batchOf(words, form, { target, lines })
  return shown.map(({ text }, line) =>
    lineOf(author, form.server, {
      verb,
      params: [target, text],
      at,
      tags: line === 0 ? { msgid, ...tags } : tags,
    }),
  )
}

function verbOf({ kind }: Words): string {
  return kind === 'notice' ? 'NOTICE' : 'PRIVMSG'
}

/** What is left of a line for its text. */
function textBytesMax(words: Words, { server }: Form, target: string): number {
  const rest = `:${sourceOf(words.author, server)} ${verbOf(words)} ${target} :\r\n`
  return limits.irc_rest_bytes_max - Buffer.byteLength(rest)
}

/** Each line of an action is an action, and they cannot be joined. */
function takesBatch({ kind }: Words, { has }: Form): boolean {
  return kind !== 'action' && has.has('draft/multiline') && has.has('batch')
}

/** All tags stand on the line that opens it. */
function batchOf(words: Words, { server }: Form, to: { target: string; lines: readonly Piece[] }): Out[] {
  const { author, at, msgid, tags } = words
  const { target, lines } = to
  const id = `m${msgid}`
  const params = [`+${id}`, 'draft/multiline', target]
  const source = sourceOf(author, server)
  return [
    lineOf(author, server, { verb: 'BATCH', params, at, tags: { msgid, ...tags } }),
    ...lines.map(({ text, joins }) => ({
      tags: { batch: id, ...(joins ? { 'draft/multiline-concat': '' } : {}) },
      source,
      verb: verbOf(words),
      params: [target, text],
    })),
    { source: server.settings().name, verb: 'BATCH', params: [`-${id}`] },
  ]
}
