// What is seen after commands about persons and accounts, and of operators. No password is ever in it.

import type { Person, Reply } from '@hubbub/protocol'

import type { Language } from '../../../i18n/languages.ts'
import type { AnswerRow, Answers, Done } from './answer.ts'

const shownAs = { ACTIVE: 'shownActive', AWAY: 'shownAway', BUSY: 'shownBusy', OFFLINE: 'shownAway' } as const

export const peopleAnswers = {
  'session.leave': 'silent',
  'person.rename': ({ reply, t }) => ({ says: t('nowNamed', { name: reply.person.name }) }),
  'person.status': ({ reply, t }) => ({ says: t(shownAs[reply.person.status]) }),
  'person.list': ({ reply: { people }, t }) => ({
    says: t('here', { count: people.length }),
    rows: people.map((person) => personRow(person, t)),
  }),
  'person.about': (done) => ({ says: done.reply.person.name, rows: aboutRows(done) }),
  'person.remove': ({ input, t }) => ({ says: t('removed', { name: input.name }) }),
  'person.register': ({ reply, t }) => ({ says: t('registered', { account: reply.account }) }),
  'person.sign-in': ({ reply, t }) => ({ says: t('signedIn', { account: reply.account }) }),
  'person.sign-out': ({ reply, t }) => ({ says: t('signedOut', { name: reply.person.name }) }),
  'person.password': ({ t }) => ({ says: t('newPassword') }),
  'server.operate': ({ t }) => ({ says: t('nowOperator') }),
  'server.announce': ({ t }) => ({ says: t('announced') }),
  'server.rehash': ({ reply, t }) => ({ says: t('rehashed', { file: reply.file }) }),
} satisfies Answers

/** Somebody with what is to be known of them at a glance. */
export function personRow({ name, status, away, about }: Person, t: Done<'person.list'>['t']): AnswerRow {
  const facts = [status === 'ACTIVE' ? undefined : t(status), away, about].filter((fact) => fact)
  return facts.length === 0 ? { text: name } : { text: name, about: facts.join(', ') }
}

function aboutRows({ reply, language, t }: Done<'person.about'>): readonly AnswerRow[] {
  const { person, user, host, rooms, since, spokeAt, address } = reply
  const times = { since: timeIn(language, since), spoke: timeIn(language, spokeAt) }
  const texts = [
    person.about,
    person.account && t('account', { account: person.account }),
    person.operator && t('operator'),
    person.bot && t('bot'),
    [`${user}@${host}`, address].filter(Boolean).join(' · '),
    rooms.length > 0 && t('inRooms', { rooms: roomNames(rooms) }),
    t('since', times),
  ]
  return texts.flatMap((text) => (text ? [{ text }] : []))
}

function roomNames(rooms: Reply<'person.about'>['rooms']): string {
  return rooms.map(({ name, role }) => (role === 'member' ? name : `${name} (${role})`)).join(', ')
}

export function timeIn(language: Language, at: number): string {
  return new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
}
