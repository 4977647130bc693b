// What is said, as an entry keeps it and an event tells of it: a field that was not given is not there.

import { type Kind, Refusal } from '@hubbub/protocol'

import type { RoomView } from '../../ports.ts'

interface Said {
  body: string
  kind?: Kind
  reply?: number
  mentions?: number[]
  tags?: Record<string, string>
  wraps?: number[]
}

/** What a command gave; a field that it left out may also be undefined. */
type Saying = { readonly [Name in keyof Omit<Said, 'mentions'>]?: Said[Name] | undefined } & {
  readonly body: string
}

// Field by field: this is done for every message.
export function saidOf({ body, kind, reply, tags, wraps }: Saying, mentions: number[]): Said {
  const said: Said = { body }
  if (kind !== undefined) said.kind = kind
  if (reply !== undefined) said.reply = reply
  if (mentions.length > 0) said.mentions = mentions
  if (tags !== undefined && Object.keys(tags).length > 0) said.tags = tags
  const places = wraps?.filter((at, i) => at > (wraps[i - 1] ?? 0) && at < body.length) ?? []
  if (places.length > 0) said.wraps = places
  return said
}

/** Refuses what one chat program asks of another where a room does not want it. Actions are of a kind, and are no such thing. */
export function checkBody({ settings, slug }: RoomView, body: string): void {
  if (settings.noCtcp === true && body.startsWith('\u0001')) throw new Refusal('cannot-speak', slug)
}
