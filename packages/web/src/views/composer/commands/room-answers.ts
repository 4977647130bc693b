// What is seen after commands about rooms and messages; many of them lead somewhere.

import type { Ban, ListedRoom } from '@hubbub/protocol'

import { pathOf } from '../../../state/route.ts'
import { titleOf } from '../../../state/titles.ts'
import { pathOfSearch } from '../../search/shortcut.ts'
import type { AnswerRow, Answers, Done } from './answer.ts'
import { personRow, timeIn } from './people-answers.ts'

export const roomAnswers = {
  'room.create': ({ reply }) => ({ path: pathOf(reply.room.slug) }),
  'room.join': ({ reply }) => ({ path: pathOf(reply.room.slug) }),
  'room.leave': () => ({ path: '/' }),
  'room.invite': ({ reply: { invited }, t }) => ({
    says: invited.length === 0 ? t('nobodyNew') : t('nowInvited', { names: invited.join(', ') }),
  }),
  'room.list': ({ reply: { rooms }, state, t }) => ({
    says: t(rooms.length === 0 ? 'noRooms' : 'rooms'),
    rows: rooms.map((room) => roomRow(room, state.session.me?.id, t)),
  }),
  'room.members': ({ reply: { people }, t }) => ({
    says: t('members', { count: people.length }),
    rows: people.map((person) => personRow(person, t)),
  }),
  'room.topic': ({ reply: { topic }, t }) => ({ says: topic === '' ? t('noTopic') : t('topic', { topic }) }),
  'room.link': ({ reply: { path, until }, language, t }) => ({
    says: t('link', { until: timeIn(language, until) }),
    rows: [{ text: `${location.origin}${path}`, isToCopy: true }],
  }),
  'room.unlink': ({ reply, t }) => ({ says: t('unlinked', { count: reply.links }) }),
  'room.role': ({ reply: { person, role }, t }) => ({ says: t('role', { name: person.name, role }) }),
  'room.kick': ({ input, t }) => ({ says: t('kicked', { name: input.person }) }),
  'room.ban': ({ reply, t }) => ({ says: t('banned', { mask: reply.ban.mask }) }),
  'room.unban': ({ reply: { mask, removed }, t }) => ({ says: t(removed ? 'unbanned' : 'notBanned', { mask }) }),
  'room.bans': (done) => ({
    says: done.t(done.reply.bans.length === 0 ? 'noBans' : 'bans'),
    rows: done.reply.bans.map((ban) => banRow(ban, done)),
  }),
  'room.knock': ({ t }) => ({ says: t('knocked') }),
  'room.rename': ({ reply, t }) => ({ says: t('roomNamed', { name: reply.room.name }) }),
  // In a room it is seen there; what is said to one person is seen in the room of the two.
  'message.send': ({ input, reply, t }) =>
    input.to === undefined ? {} : { rows: [{ text: t('sentTo', { name: input.to }), path: pathOf(reply.room) }] },
  'message.history': 'silent',
  'message.search': ({ input }) => ({ path: pathOfSearch(input.text ?? '') }),
} satisfies Answers

function roomRow(room: ListedRoom, me: number | undefined, t: Done<'room.list'>['t']): AnswerRow {
  const state = room.joined ? t('joined') : room.invited && t('invited')
  const facts = [room.topic, state].filter(Boolean)
  const row = { text: titleOf(room, me), path: pathOf(room.slug) }
  return facts.length === 0 ? row : { ...row, about: facts.join(' · ') }
}

function banRow({ mask, by, at, reason }: Ban, { t, language }: Done<'room.bans'>): AnswerRow {
  const about = t('banAbout', { by, at: timeIn(language, at) })
  return { text: mask, about: [about, reason].filter(Boolean).join(': ') }
}
