// What is said when a command about sessions, persons or accounts has been carried out. No password is ever in it.

import type { Person, Reply } from '@hubbub/protocol'

import { showPeople, showTime } from '../../terminal/format.ts'
import { because } from '../titles.ts'
import type { AnswerRows } from './done.ts'

export const peopleAnswers = {
  'session.hello': 'silent',
  'session.resume': 'silent',
  'session.ping': 'silent',
  'session.leave': 'silent',
  'person.identify': 'silent',
  'person.rename': ({ reply }) => [`You are ${reply.person.name} now.`],
  'person.status': ({ reply: { person } }) => [
    `You are shown as ${person.status.toLowerCase()}${because(person.away)}.`,
  ],
  'person.list': ({ reply }) => [`Here now: ${showPeople(reply.people)}.`],
  'person.profile': 'silent',
  'person.about': ({ reply }) => aboutLines(reply),
  'person.was': 'silent',
  'person.remove': ({ input }) => [`You have sent ${input.name} away.`],
  'person.metadata': 'silent',
  'person.register': ({ reply }) => [`${reply.account} is your account now: /login ${reply.account} brings you back.`],
  'person.sign-in': ({ reply: { account, person } }) => [
    `You have signed in to the account ${account}.`,
    ...(person === undefined || person.name === account
      ? []
      : [`You are ${person.name}; /nick ${account} takes its name.`]),
  ],
  'person.sign-in-scram': 'silent',
  'person.sign-out': ({ reply }) => [`You have signed out. You are ${reply.person.name} now.`],
  'person.password': () => ['Your account has another password now.'],
  'person.certificate': 'silent',
  'person.account': 'silent',
} satisfies Partial<AnswerRows>

function aboutLines({ person, user, host, rooms, ...more }: Reply<'person.about'>): string[] {
  const places = rooms.map(({ name, role }) => (role === 'member' ? name : `${name} (${role})`))
  return [
    `${person.name}${person.status === 'ACTIVE' ? '' : ` (${person.status.toLowerCase()}${because(person.away)})`}${because(person.about)}`,
    `${[`${user}@${host}`, ...factsOf(person), ...(more.address === undefined ? [] : [`from ${more.address}`])].join(', ')}`,
    ...(places.length === 0 ? [] : [`In: ${places.join(', ')}`]),
    `Here since ${showTime(more.since)}, spoke last ${showTime(more.spokeAt)}`,
  ]
}

function factsOf({ account, bot, operator }: Person): string[] {
  return [
    ...(account === undefined ? [] : [`signed in as ${account}`]),
    ...(bot ? ['a program'] : []),
    ...(operator ? ['an operator of this server'] : []),
  ]
}
