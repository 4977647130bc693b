// What an operator on plain text reads after commands about the server.

import { because } from '../../kit/deeds.ts'
import { whenText } from '../show.ts'
import { banText } from './rooms.ts'
import type { ReplyRows } from './row.ts'

export const serverReplies = {
  'server.operate': () => ['* You are an operator of this server now'],
  'server.resign': () => ['* You are no operator any more'],
  'server.announce': () => ['* It was told'],
  'server.ban': ({ ban, removed }) => [`* Kept off this server: ${banText(ban)}`, `* Sent away: ${removed}`],
  'server.unban': ({ removed }, { mask }) => [removed ? `* ${mask} may come in again` : `* ${mask} was not kept off`],
  'server.bans': ({ bans }) =>
    bans.length === 0 ? ['* Nobody is kept off this server'] : bans.map((ban) => `* ${banText(ban)}`),
  'server.audit': ({ acts }) =>
    acts.length === 0
      ? ['* Nothing was done yet']
      : acts.map(
          ({ at, by, act, room, subject, detail }) =>
            `* ${[whenText(at), by.name, act, room, subject].filter(Boolean).join(' ')}${because(detail)}`,
        ),
  'server.claim': 'silent',
  'server.grant': 'silent',
  'server.accounts': 'silent',
  'server.messages': 'silent',
  'server.erase': 'silent',
  'server.forget': 'silent',
  'server.rehash': ({ file }) => [`* ${file} was read again`],
  'server.stats': ({ people, invisible, operators, rooms, most, startedAt }) => [
    `* Here: ${people}, of them ${invisible} not listed and ${operators} operators; ${most} at most; rooms: ${rooms}`,
    `* Running since ${whenText(startedAt)}`,
  ],
} satisfies Partial<ReplyRows>
