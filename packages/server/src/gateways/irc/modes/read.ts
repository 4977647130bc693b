// What MODE asks of a channel, read letter by letter (RFC 2812, 3.2.3; modern.ircdocs.horse, "MODE message").

import {
  channelModes,
  type ChannelMode,
  type ChannelModeLetter,
  isChannelMode,
  isMemberMode,
  type ListMode,
  type MemberModeLetter,
  type Wanted,
} from './table.ts'

export type Change =
  | { readonly kind: 'ask'; readonly mode: ListMode }
  | { readonly kind: 'list'; readonly letter: ChannelModeLetter; readonly on: boolean; readonly mask: string }
  | { readonly kind: 'setting'; readonly wanted: Wanted }
  | { readonly kind: 'member'; readonly letter: MemberModeLetter; readonly on: boolean; readonly nick: string }
  | { readonly kind: 'unknown'; readonly letter: string }
  | { readonly kind: 'missing'; readonly letter: string }
  | { readonly kind: 'invalid'; readonly letter: string; readonly param: string }

interface Reading {
  readonly on: boolean
  /** The next parameter; undefined when there is none. */
  readonly next: () => string | undefined
}

/** `+o-b nick mask` in its parts. */
export function readModes(letters: string, params: readonly string[]): Change[] {
  const rest = [...params]
  const next = (): string | undefined => rest.shift()
  const changes: Change[] = []
  let on = true
  for (const letter of letters) {
    if (letter === '+' || letter === '-') on = letter === '+'
    else changes.push(readOne(letter, { on, next }))
  }
  return changes
}

function readOne(letter: string, reading: Reading): Change {
  if (isMemberMode(letter)) {
    const nick = reading.next()
    return nick === undefined ? { kind: 'missing', letter } : { kind: 'member', letter, on: reading.on, nick }
  }
  if (!isChannelMode(letter)) return { kind: 'unknown', letter }
  return readers[channelModes[letter].type](letter, reading)
}

type Reader = (letter: ChannelModeLetter, reading: Reading) => Change

/** By the types of CHANMODES: which take a parameter when. */
const readers = {
  A: (letter, { on, next }) => {
    const mode: ChannelMode = channelModes[letter]
    const mask = next()
    if (mask !== undefined) return { kind: 'list', letter, on, mask }
    return mode.type === 'A' ? { kind: 'ask', mode } : { kind: 'missing', letter }
  },
  B: (letter, reading) => {
    if (reading.on) return readValue(letter, reading)
    reading.next()
    return takenAway(letter)
  },
  C: (letter, reading) => (reading.on ? readValue(letter, reading) : takenAway(letter)),
  D: (letter, { on }) => {
    const mode: ChannelMode = channelModes[letter]
    return mode.type === 'D' ? { kind: 'setting', wanted: mode.turn(on) } : { kind: 'unknown', letter }
  },
} satisfies Record<ChannelMode['type'], Reader>

function readValue(letter: ChannelModeLetter, { next }: Reading): Change {
  const mode: ChannelMode = channelModes[letter]
  const param = next()
  if (param === undefined || !('read' in mode)) return { kind: 'missing', letter }
  const wanted = mode.read(param)
  return wanted === undefined ? { kind: 'invalid', letter, param } : { kind: 'setting', wanted }
}

function takenAway(letter: ChannelModeLetter): Change {
  const mode: ChannelMode = channelModes[letter]
  if (!('setting' in mode)) return { kind: 'unknown', letter }
  return { kind: 'setting', wanted: { set: { [mode.setting]: null } } }
}
