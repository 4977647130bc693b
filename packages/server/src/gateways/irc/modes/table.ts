// Every mode of a channel: one row a letter, from which MODE is read and shown, and which ISUPPORT and 004 derive from.

import type { RoomView } from '@hubbub/core'
import { type BanList, limits, type RoomSettings } from '@hubbub/protocol'

import type { NumericName } from '../lines/numerics.ts'

/** What modes tell of a room. */
export type Kept = Pick<RoomView, 'kind' | 'settings'>

/** What `room.settings` is asked to change. */
export interface Wanted {
  readonly kind?: 'public' | 'invite-only'
  readonly set?: { readonly [Name in keyof RoomSettings]?: RoomSettings[Name] | null }
}

/** A list of masks (type A of CHANMODES): without a mask it is asked for. */
export interface ListMode {
  readonly type: 'A'
  readonly says: string
  readonly list: BanList
  readonly entry: NumericName
  readonly end: NumericName
}

/** A setting with a value: one that is also named when it is taken away (type B), or only when it is set (type C). */
export interface ValueMode {
  readonly type: 'B' | 'C'
  readonly says: string
  readonly setting: 'key' | 'limit'
  /** Undefined when this cannot be the value. */
  readonly read: (param: string) => Wanted | undefined
}

/** A setting that is on or off (type D). `changed` is its name in the event `room.settings`. */
export interface FlagMode {
  readonly type: 'D'
  readonly says: string
  readonly changed: string
  readonly isOn: (room: Kept) => boolean
  readonly turn: (on: boolean) => Wanted
}

type Setting = Exclude<keyof RoomSettings, 'key' | 'limit'>

function flag(setting: Setting, says: string): FlagMode {
  return {
    type: 'D',
    says,
    changed: setting,
    isOn: ({ settings }) => settings[setting] === true,
    turn: (on) => ({ set: { [setting]: on } }),
  }
}

export const channelModes = {
  b: { type: 'A', says: 'kept out, or quiet', list: 'ban', entry: 'RPL_BANLIST', end: 'RPL_ENDOFBANLIST' },
  e: {
    type: 'A',
    says: 'let in, and heard, all the same',
    list: 'ban-exception',
    entry: 'RPL_EXCEPTLIST',
    end: 'RPL_ENDOFEXCEPTLIST',
  },
  I: {
    type: 'A',
    says: 'need no invitation',
    list: 'invite-exception',
    entry: 'RPL_INVEXLIST',
    end: 'RPL_ENDOFINVEXLIST',
  },
  i: {
    type: 'D',
    says: 'for invited people',
    changed: 'kind',
    isOn: ({ kind }) => kind === 'invite-only',
    turn: (on) => ({ kind: on ? 'invite-only' : 'public' }),
  },
  g: flag('membersInvite', 'every member may invite'),
  m: flag('moderated', 'only voices and operators speak'),
  n: {
    type: 'D',
    says: 'nobody outside speaks',
    changed: 'open',
    isOn: ({ settings }) => settings.open !== true,
    turn: (on) => ({ set: { open: !on } }),
  },
  s: flag('secret', 'not listed'),
  t: flag('topicLocked', 'only operators set the topic'),
  C: flag('noCtcp', 'no requests from one program to another'),
  M: flag('accountsSpeak', 'only people who have signed in speak'),
  R: flag('accountsJoin', 'only people who have signed in join'),
  k: { type: 'B', says: 'joining asks for this key', setting: 'key', read: keyOf },
  l: { type: 'C', says: 'as many members and no more', setting: 'limit', read: limitOf },
} satisfies Record<string, ListMode | ValueMode | FlagMode>

export type ChannelMode = ListMode | ValueMode | FlagMode
export type ChannelModeLetter = keyof typeof channelModes

export const channelModeLetters = Object.keys(channelModes) as ChannelModeLetter[]

export function isChannelMode(letter: string): letter is ChannelModeLetter {
  return Object.hasOwn(channelModes, letter)
}

/** Modes of members, with the sign before their nick. */
export const memberModes = {
  o: { says: 'operator of the channel', sign: '@' },
  v: { says: 'speaks where others may not', sign: '+' },
} as const

export type MemberModeLetter = keyof typeof memberModes

export function isMemberMode(letter: string): letter is MemberModeLetter {
  return Object.hasOwn(memberModes, letter)
}

/** A key stands in JOIN as one of several, in the middle of a line. */
function keyOf(param: string): Wanted | undefined {
  const isKey = /^[^\s,:][^\s,]*$/u.test(param) && param.length <= limits.room_key_chars_max
  return isKey ? { set: { key: param } } : undefined
}

function limitOf(param: string): Wanted | undefined {
  const limit = /^\d{1,9}$/u.test(param) ? Number(param) : 0
  return limit > 0 && limit <= limits.room_members_max ? { set: { limit } } : undefined
}
