// Tags that clients send with what they say: which they mean for others, which are words of our own, and how they are written.

import { isTagKey } from '@hubbub/protocol'

const replies = ['+reply', '+draft/reply']
const reactions = ['+react', '+draft/react']
const unreactions = ['+unreact', '+draft/unreact']
const typings = ['+typing', '+draft/typing']
const lastings = ['+persist', '+draft/persist']

export interface ClientTags {
  /** Without their `+`. */
  readonly opaque: Readonly<Record<string, string>>
  /** The msgid that is answered. */
  readonly reply: string | undefined
  readonly react: string | undefined
  readonly unreact: string | undefined
  readonly typing: string | undefined
  /** Tags alone are to stand in the history. */
  readonly lasts: boolean
}

/** Tags without a `+` are the server's to make (IRCv3 message-tags). */
export function readTags(tags: ReadonlyMap<string, string>): ClientTags {
  const opaque = [...tags].flatMap(([key, value]) =>
    key.startsWith('+') && isTagKey(key.slice(1)) ? [[key.slice(1), value] as const] : [],
  )
  return {
    opaque: Object.fromEntries(opaque),
    reply: firstOf(tags, replies),
    react: firstOf(tags, reactions),
    unreact: firstOf(tags, unreactions),
    typing: firstOf(tags, typings),
    lasts: firstOf(tags, lastings) !== undefined,
  }
}

function firstOf(tags: ReadonlyMap<string, string>, names: readonly string[]): string | undefined {
  const name = names.find((one) => tags.has(one))
  return name === undefined ? undefined : tags.get(name)
}

/** The opaque tags without those of an answer, which are told again from the entry that it answers. */
export function withoutReply(opaque: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(opaque).filter(([key]) => !replies.includes(`+${key}`)))
}

/** Opaque tags as they are told. */
export function clientTags(opaque: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(opaque).map(([key, value]) => [`+${key}`, value]))
}

/** Both spellings: clients of either time read one of them. */
export function replyTags(msgid: string): Record<string, string> {
  return { '+reply': msgid, '+draft/reply': msgid }
}
