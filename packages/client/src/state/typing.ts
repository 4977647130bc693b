// Who is typing in which room, until they stop, say something, or are not heard of any more.

import { type Author, limits, type Payload } from '@hubbub/protocol'

import type { Reducer } from './happening.ts'

export interface Typist {
  readonly person: Author
  readonly state: 'active' | 'paused'
}

/** By room, then by the person's id. A room in which nobody types is not there. */
export type TypingState = ReadonlyMap<string, ReadonlyMap<number, Typist>>

export const nobodyTypes: TypingState = new Map()

/** How long somebody who is not heard of again counts as typing. */
export const typingLastsMs = {
  active: limits.typing_active_ms,
  paused: limits.typing_paused_ms,
} as const satisfies Record<Typist['state'], number>

export const typing: Reducer<TypingState> = {
  events: {
    'message.typing': typed,
    'message.posted': (slice, { room, author }) => stopped(slice, room, author.id),
    'file.shared': (slice, { room, author }) => stopped(slice, room, author.id),
    'room.left': (slice, { room, person }) => stopped(slice, room, person.id),
    'room.kicked': (slice, { room, person }) => stopped(slice, room, person.id),
    'room.closed': (slice, { room }) => without(slice, room),
    'person.departed': (slice, { person }) => stoppedEverywhere(slice, person.id),
    'person.signed-in': (slice, { was }) => stoppedEverywhere(slice, was.id),
    'person.signed-out': (slice, { was }) => stoppedEverywhere(slice, was.id),
  },
  answers: {
    'session.resume': () => nobodyTypes,
    'person.identify': () => nobodyTypes,
  },
  overdue: (slice, { room, person }) => stopped(slice, room, person),
  anew: () => nobodyTypes,
}

function typed(slice: TypingState, { room, person, state }: Payload<'message.typing'>): TypingState {
  if (state === 'done') return stopped(slice, room, person.id)
  return new Map(slice).set(room, new Map(slice.get(room)).set(person.id, { person, state }))
}

function stopped(slice: TypingState, room: string, person: number): TypingState {
  const known = slice.get(room)
  if (known === undefined || !known.has(person)) return slice
  const left = new Map([...known].filter(([id]) => id !== person))
  return left.size === 0 ? without(slice, room) : new Map(slice).set(room, left)
}

function stoppedEverywhere(slice: TypingState, person: number): TypingState {
  return [...slice.keys()].reduce((now, room) => stopped(now, room, person), slice)
}

/** Forgets a room that we are not in any more. */
export function without(slice: TypingState, room: string): TypingState {
  return slice.has(room) ? new Map([...slice].filter(([slug]) => slug !== room)) : slice
}
