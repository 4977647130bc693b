// What clients are told of channels in ISUPPORT and 004, from the tables.

import type { Token } from '../offers/token.ts'
import { extendedBans } from './masks.ts'
import { channelModeLetters, channelModes, memberModes } from './table.ts'

const members = Object.keys(memberModes)
const signs = Object.values(memberModes).map(({ sign }) => sign)
const lists = lettersOf('A')

export const channelTokens = {
  ACCOUNTEXTBAN: () => extendedBans.account,
  // Everybody is in the lobby, which is one of the rooms that one may be in.
  CHANLIMIT: ({ limits }) => `#:${limits.rooms_joined_per_person_max - 1}`,
  CHANMODES: () => (['A', 'B', 'C', 'D'] as const).map(lettersOf).join(','),
  // With its `#`.
  CHANNELLEN: ({ limits }) => `${limits.room_name_chars_max + 1}`,
  CHANTYPES: () => '#',
  ELIST: () => 'CMNTU',
  EXCEPTS: () => 'e',
  EXTBAN: () => `,${Object.values(extendedBans).join('')}`,
  INVEX: () => 'I',
  KICKLEN: ({ limits }) => `${limits.reason_chars_max}`,
  KNOCK: () => '',
  MAXLIST: ({ limits }) => `${lists}:${limits.bans_per_room_max}`,
  MODES: ({ limits }) => `${limits.irc_mode_params_max}`,
  PREFIX: () => `(${members.join('')})${signs.join('')}`,
  SAFELIST: () => '',
  TOPICLEN: ({ limits }) => `${limits.room_topic_chars_max}`,
} satisfies Record<string, Token>

/** All modes of channels, and those that have a parameter (004). */
export const channelModesInAll = [...channelModeLetters, ...members].join('')
export const channelModesWithParams = `${lists}${lettersOf('B')}${lettersOf('C')}${members.join('')}`

function lettersOf(type: 'A' | 'B' | 'C' | 'D'): string {
  return channelModeLetters.filter((letter) => channelModes[letter].type === type).join('')
}
