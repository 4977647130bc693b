// Masks as this wire writes them, with its extended bans (ISUPPORT EXTBAN; IRCv3 account-extban), and as rooms keep them.

import type { BanList } from '@hubbub/protocol'

import { type ChannelMode, type ChannelModeLetter, channelModes } from './table.ts'

/** The letters of extended bans: `a:NAME` is an account, `m:MASK` may not speak. Other servers' spellings are understood. */
export const extendedBans = { account: 'a', mute: 'm' } as const

const spellings: Readonly<Record<string, keyof typeof extendedBans>> = {
  a: 'account',
  account: 'account',
  m: 'mute',
  mute: 'mute',
}

const kept = 'account:'

export interface Listed {
  readonly list: BanList
  readonly mask: string
}

/** `+b m:bob!*@*` is a mute of `bob!*@*`. An exception from mutes is one from bans as well: rooms keep one list of both. */
export function listedOf(letter: ChannelModeLetter, text: string): Listed | undefined {
  const mode: ChannelMode = channelModes[letter]
  if (mode.type !== 'A') return undefined
  const [what, rest] = unwrap(text)
  if (what !== 'mute') return { list: mode.list, mask: maskOf(text) }
  if (mode.list === 'invite-exception' || rest === '') return undefined
  return { list: mode.list === 'ban' ? 'mute' : mode.list, mask: maskOf(rest) }
}

/** The mode and the mask that stand for an entry of a room's lists. */
export function writtenMask({ list, mask }: Listed): { readonly letter: ChannelModeLetter; readonly mask: string } {
  const shown = mask.startsWith(kept) ? `${extendedBans.account}:${mask.slice(kept.length)}` : mask
  return { letter: letterOf[list], mask: list === 'mute' ? `${extendedBans.mute}:${shown}` : shown }
}

const letterOf = {
  'ban': 'b',
  'mute': 'b',
  'ban-exception': 'e',
  'invite-exception': 'I',
} as const satisfies Record<BanList, ChannelModeLetter>

/** Nobody's user name is looked up here, so the `~` that says so on other networks says nothing. */
function maskOf(text: string): string {
  const [what, rest] = unwrap(text)
  return what === 'account' && rest !== '' ? `${kept}${rest}` : text.replace('!~', '!')
}

/** Which extended ban it is, and of what. */
function unwrap(text: string): readonly [what: keyof typeof extendedBans | undefined, rest: string] {
  const [, word = '', rest = ''] = /^[$~]?([a-z]+):(.*)$/iu.exec(text) ?? []
  return [spellings[word.toLowerCase()], rest]
}
