// How the modes of a channel are written: all of them, what changed in them, and what a member is now.

import type { Role } from '@hubbub/protocol'

import type { CapabilityName } from '../offers/capabilities.ts'
import { prefixesOf } from './prefixes.ts'
import {
  type ChannelMode,
  channelModeLetters,
  channelModes,
  type Kept,
  memberModes,
  type MemberModeLetter,
} from './table.ts'

/** `+ntk` and `['key']`: the modes of a room; values are for its members. */
export function modesOf(room: Kept, isMember: boolean): string[] {
  const on = channelModeLetters.filter((letter) => isOn(channelModes[letter], room))
  const values = on.flatMap((letter) => valueOf(channelModes[letter], room) ?? [])
  return [`+${on.join('')}`, ...(isMember ? values : [])]
}

/** `+m-k` and `['*']`: what these changes made of a room; nothing for changes that are no modes. */
export function changedModes(room: Kept, changed: readonly string[]): string[] {
  const letters = channelModeLetters.filter((letter) => changed.includes(nameOf(channelModes[letter]) ?? ''))
  const on = letters.filter((letter) => isOn(channelModes[letter], room))
  const off = letters.filter((letter) => !isOn(channelModes[letter], room))
  const values = on.flatMap((letter) => valueOf(channelModes[letter], room) ?? [])
  // A mode of type B is named with something when it is taken away, and a key is nobody's business any more.
  const former = off.flatMap((letter) => (channelModes[letter].type === 'B' ? '*' : []))
  const text = signed('+', on) + signed('-', off)
  return text === '' ? [] : [text, ...values, ...former]
}

/** `-o+v` and the nick for each letter: what changed in the signs before a nick, as far as this client sees them. */
export function memberChange(
  { nick, was, role }: { readonly nick: string; readonly was: Role; readonly role: Role },
  has: ReadonlySet<CapabilityName>,
): string[] {
  const [before, after] = [prefixesOf(was, has), prefixesOf(role, has)]
  const letters = Object.keys(memberModes) as MemberModeLetter[]
  const on = letters.filter((letter) => isGained(letter, before, after))
  const off = letters.filter((letter) => isGained(letter, after, before))
  if (on.length + off.length === 0) return []
  return [signed('-', off) + signed('+', on), ...[...off, ...on].map(() => nick)]
}

function isGained(letter: MemberModeLetter, before: string, after: string): boolean {
  const { sign } = memberModes[letter]
  return !before.includes(sign) && after.includes(sign)
}

function signed(sign: string, letters: readonly string[]): string {
  return letters.length === 0 ? '' : sign + letters.join('')
}

function nameOf(mode: ChannelMode): string | undefined {
  return mode.type === 'A' ? undefined : mode.type === 'D' ? mode.changed : mode.setting
}

function isOn(mode: ChannelMode, room: Kept): boolean {
  if (mode.type === 'A') return false
  return mode.type === 'D' ? mode.isOn(room) : room.settings[mode.setting] !== undefined
}

function valueOf(mode: ChannelMode, { settings }: Kept): string | undefined {
  return 'setting' in mode ? `${settings[mode.setting] ?? ''}` : undefined
}
