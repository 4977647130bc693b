// What is said when a command about rooms, or about who may do what there, has been carried out.

import type { Ban, ListedRoom } from '@hubbub/protocol'

import { showPeople, showTime } from '../../terminal/format.ts'
import { because, titleBySlug, titleOf } from '../titles.ts'
import type { AnswerRows } from './done.ts'

export const roomAnswers = {
  'room.create': ({ reply }) => [`You have made the room ${reply.room.name}.`],
  'room.join': ({ reply, state }) => [
    `You are in ${titleOf(reply.room, state.session.me?.id)}.`,
    ...about(reply.room.topic),
  ],
  'room.leave': ({ input, state }) => [`You have left ${titleBySlug(state, input.room)}.`],
  'room.invite': ({ reply }) => [
    reply.invited.length === 0 ? 'They are in this room or invited already.' : `Invited: ${reply.invited.join(', ')}.`,
  ],
  'room.list': ({ reply, state }) => reply.rooms.map((room) => listedLine(room, state.session.me?.id)),
  'room.members': ({ reply }) => [`In this room: ${showPeople(reply.people)}.`],
  'room.topic': ({ reply }) =>
    reply.topic === '' ? ['This room is about nothing in particular.'] : about(reply.topic),
  'room.direct': 'silent',
  'room.about': ({ reply, state }) => [listedLine(reply.room, state.session.me?.id)],
  'room.settings': () => ['This room is kept differently now.'],
  'room.role': ({ reply }) => [`${reply.person.name} is ${reply.role} in this room now.`],
  'room.kick': ({ input }) => [`You have sent ${input.person} out.`],
  'room.ban': ({ reply: { ban, added } }) => [`${added ? 'Listed' : 'Listed already'}: ${banText(ban)}`],
  'room.unban': ({ reply: { mask, removed } }) => [`${removed ? 'Not listed any more' : 'Not listed'}: ${mask}`],
  'room.bans': ({ reply: { bans } }) => (bans.length === 0 ? ['Nobody is kept out of here.'] : bans.map(banText)),
  'room.knock': () => ['The moderators of that room have heard you knock.'],
  'room.rename': ({ reply }) => [`This room is called ${reply.room.name} now.`],
  'room.metadata': 'silent',
  'room.link': ({ reply: { path, until } }) => [
    `Whoever opens ${path} on this server is let in, until ${showTime(until)}.`,
  ],
  'room.unlink': ({ reply: { links } }) => [`Links that lead here no more: ${links}.`],
  'room.follow': 'silent',
} satisfies Partial<AnswerRows>

function about(topic: string): string[] {
  return topic === '' ? [] : [`It is about: ${topic}`]
}

function listedLine(room: ListedRoom, me: number | undefined): string {
  const mark = room.joined ? '*' : ' '
  return `${mark} ${titleOf(room, me)}${room.invited ? ' (you are invited)' : ''}${because(room.topic)}`
}

function banText({ mask, by, at, until, reason }: Ban): string {
  return `${mask} by ${by}, ${showTime(at)}${until === undefined ? '' : `, until ${showTime(until)}`}${because(reason)}`
}
