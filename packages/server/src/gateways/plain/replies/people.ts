// What somebody on plain text reads after commands about sessions, persons and accounts. No password is ever in it.

import type { Person, Reply } from '@hubbub/protocol'

import { because, roleText } from '../../kit/deeds.ts'
import { personText, whenText } from '../show.ts'
import type { ReplyRows } from './row.ts'

const statusText = { ACTIVE: 'active', AWAY: 'away', BUSY: 'busy' } as const

export const peopleReplies = {
  'session.hello': ({ server, version }) => [`* This is ${server} ${version}`],
  'session.resume': 'silent',
  'session.ping': () => ['* pong'],
  'session.leave': () => ['* Bye'],
  'person.identify': ({ person }, _asked, { server }) => [
    `* Welcome to ${server}, ${person.name}. What you type is said in the lobby.`,
    '* /nick NAME takes another name, /help shows what else there is.',
  ],
  'person.rename': ({ person }) => [`* You are now ${person.name}`],
  'person.status': (_reply, { status, message }) => [`* You are shown as ${statusText[status]}${because(message)}`],
  'person.list': ({ people }) => [`* Here: ${people.map(personText).join(', ')}`],
  'person.profile': ({ person }) => [`* You are shown as ${profileText(person)}`],
  'person.about': aboutLines,
  'person.was': ({ people }, { name }) =>
    people.length === 0
      ? [`* Nobody was called ${name}`]
      : people.map((one) => `* ${one.name} was ${one.user}@${one.host} (${one.about}) until ${whenText(one.until)}`),
  'person.remove': (_reply, { name }) => [`* You sent ${name} away`],
  'person.metadata': 'silent',
  'person.register': ({ account }) => [`* ${account} is your account now, and you have signed in to it`],
  'person.sign-in': ({ account, person }) => [
    `* You have signed in to the account ${account}`,
    ...(person === undefined || person.name === account
      ? []
      : [`* You are ${person.name}; /nick ${account} takes its name`]),
  ],
  'person.sign-in-scram': 'silent',
  'person.sign-out': ({ person }) => [`* You have signed out. You are ${person.name}`],
  'person.password': () => ['* Your account has another password now'],
  'person.certificate': ({ fingerprints }) =>
    fingerprints.length === 0 ? ['* No certificate proves who you are'] : fingerprints.map((one) => `* ${one}`),
  'person.account': ({ account, registeredAt, seenAt, here }) => [
    `* The account ${account} is from ${whenText(registeredAt)}, ${here ? 'and is here' : `last here ${whenText(seenAt)}`}`,
  ],
} satisfies Partial<ReplyRows>

/** `alice (away: lunch): Alice Liddell` */
function profileText({ name, status, away, about }: Person): string {
  const note = status === 'ACTIVE' ? '' : ` (${status.toLowerCase()}${because(away)})`
  return `${name}${note}${because(about)}`
}

function aboutLines({ person, user, host, rooms, ...more }: Reply<'person.about'>): string[] {
  const facts = [
    `${user}@${host}`,
    ...(person.account === undefined ? [] : [`signed in as ${person.account}`]),
    ...(person.bot ? ['a program'] : []),
    ...(person.operator ? ['an operator of this server'] : []),
    ...(more.secure ? ['connected securely'] : []),
    ...(more.address === undefined ? [] : [`from ${more.address}`]),
  ]
  const places = rooms.map(({ slug, role }) => (role === 'member' ? slug : `${slug} (${roleText[role]})`))
  return [
    `* ${profileText(person)}`,
    `* ${facts.join(', ')}`,
    ...(places.length === 0 ? [] : [`* In: ${places.join(', ')}`]),
    `* Here since ${whenText(more.since)}, spoke last ${whenText(more.spokeAt)}`,
  ]
}
