// What somebody on plain text reads after commands about rooms, and about who may do what there.

import type { Ban, ListedRoom } from '@hubbub/protocol'

import { because, roleText } from '../../kit/deeds.ts'
import { personText, roomText, whenText } from '../show.ts'
import type { ReplyRows } from './row.ts'

export const roomReplies = {
  'room.create': ({ room }) => [`* You made ${roomText(room)}. What you type is said there now.`],
  'room.join': ({ room }) => [`* You are in ${roomText(room)}. What you type is said there now.`],
  'room.leave': (_reply, { room }) => [`* You left ${room}. What you type is said in the lobby now.`],
  'room.invite': (_reply, { people, room }) => [`* Invited to ${room}: ${people.join(', ')}`],
  'room.list': ({ rooms }) => rooms.map((room) => `* ${listedText(room)}`),
  'room.members': ({ people }, { room }) => [`* In ${room}: ${people.map(personText).join(', ')}`],
  'room.topic': ({ topic }, { room }) => [topic === '' ? `* ${room} has no topic` : `* Topic of ${room}: ${topic}`],
  'room.direct': 'silent',
  'room.about': ({ room }) => [`* ${listedText(room)}`, `* Made ${whenText(room.createdAt)}, ${room.here} here now`],
  'room.settings': (_reply, { room }) => [`* You changed ${room}`],
  'room.role': ({ person, role }, { room }) => [`* ${person.name} is ${roleText[role]} of ${room} now`],
  'room.kick': (_reply, { person, room }) => [`* You sent ${person} out of ${room}`],
  'room.ban': ({ ban, added }) => [added ? `* Listed: ${banText(ban)}` : `* It was listed already: ${banText(ban)}`],
  'room.unban': ({ mask, removed }) => [removed ? `* Not listed any more: ${mask}` : `* It was not listed: ${mask}`],
  'room.bans': ({ bans }, { room }) =>
    bans.length === 0 ? [`* Nobody is kept out of ${room}`] : bans.map((ban) => `* ${banText(ban)}`),
  'room.knock': ({ room }) => [`* The moderators of ${room} have heard you knock`],
  'room.rename': ({ room }) => [`* This room is ${roomText(room)} now`],
  'room.metadata': 'silent',
  'room.link': ({ path, until }, _asked, { form }) => [
    `* Whoever opens ${form.site}${path} is let in, until ${whenText(until)}`,
  ],
  'room.unlink': ({ links }) => [`* Links that lead here no more: ${links}`],
  'room.follow': 'silent',
} satisfies Partial<ReplyRows>

function listedText(room: ListedRoom): string {
  return roomText(room) + (room.joined ? ' [joined]' : room.invited ? ' [invited]' : '')
}

/** `bob!*@* by alice, 2026-10-05 14:03, until 2026-10-06 14:03: spam` */
export function banText({ mask, by, at, until, reason }: Ban): string {
  const end = until === undefined ? '' : `, until ${whenText(until)}`
  return `${mask} by ${by}, ${whenText(at)}${end}${because(reason)}`
}
