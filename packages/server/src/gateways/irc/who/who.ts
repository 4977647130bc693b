// WHO: who is in a channel, or whose nick fits a mask; in the old form, or by fields (WHOX).

import type { PersonView, RoomView } from '@hubbub/core'
import { globFits } from '@hubbub/core'
import { type Author, foldName } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { channelOf, isChannel, nickOf } from '../names.ts'
import { maskOf, realNameOf } from '../outbound/lines.ts'
import { flagsOf } from './flags.ts'

/** Somebody who is found, with the channel that they were found in. */
interface Found {
  readonly person: PersonView
  readonly room: RoomView | undefined
}

type Field = (client: Client, found: Found) => string

/** The fields of WHOX in the order in which they are told, whatever the order of the asking (wires/irc.md). */
const fields: readonly (readonly [letter: string, field: Field])[] = [
  ['c', (_, { room }) => (room === undefined ? '*' : channelOf(room))],
  ['u', (_, { person }) => person.user],
  ['i', (client, { person }) => addressOf(client, person)],
  ['h', (_, { person }) => person.host],
  ['s', ({ server }) => server.settings().name],
  ['n', (_, { person }) => nickOf(person.author)],
  ['f', (client, { person, room }) => flagsOf(client, person, room)],
  ['d', () => '0'],
  ['l', (client, { person }) => `${idleSeconds(client, person)}`],
  ['a', (_, { person }) => person.author.account ?? '0'],
  ['o', () => 'n/a'],
  ['r', (_, { person }) => realNameOf(person)],
]

export async function who(client: Client, { params: [mask = '*', options = ''] }: Line): Promise<void> {
  const found = await find(client, mask)
  const percent = options.indexOf('%')
  const flags = percent < 0 ? options : options.slice(0, percent)
  const asked = flags.includes('o') ? found.filter(({ person }) => person.operator) : found
  for (const one of asked) {
    if (percent < 0) tellOne(client, one)
    else tellFields(client, one, options.slice(percent + 1))
  }
  client.numeric('RPL_ENDOFWHO', mask)
}

/** The members of a channel that the client may see, or the people whom the mask is of. */
async function find(client: Client, mask: string): Promise<Found[]> {
  const found = isChannel(mask)
    ? await membersOf(client, mask)
    : (peopleWho(client, mask) ?? (await peopleLike(client, mask)))
  return found.slice(0, client.server.ports.limits.irc_who_people_max)
}

/** Whoever is called so, listed or not. */
function peopleWho(client: Client, nick: string): Found[] | undefined {
  const person = client.server.ports.chat.people.byName(nick)
  return person === undefined ? undefined : [foundBy(client, person)]
}

async function peopleLike(client: Client, mask: string): Promise<Found[]> {
  const { people } = await client.session.do('person.list', {})
  const fold = mask === '0' ? '*' : foldName(mask)
  return here(client, people)
    .filter((person) => fits(person, fold))
    .map((person) => foundBy(client, person))
}

/** A mask is of nicks, or of `nick!user@host`. */
function fits(person: PersonView, fold: string): boolean {
  const name = /[!@]/u.test(fold) ? maskOf(person) : nickOf(person.author)
  return globFits(fold, foldName(name))
}

/** With the first of the channels in which the client sees them. */
function foundBy(client: Client, person: PersonView): Found {
  return { person, room: client.channels.find(({ slug }) => person.rooms.has(slug)) }
}

async function membersOf(client: Client, channel: string): Promise<Found[]> {
  const room = client.channel(channel)
  // What one may not know of is answered like what there is not.
  const { people } = await client.session
    .do('room.members', { room: room?.slug ?? channel })
    .catch(() => ({ people: [] }))
  return here(client, people)
    .filter((person) => room !== undefined || !person.invisible || client.meets(person))
    .map((person) => ({ person, room }))
}

function here({ server }: Client, people: readonly Author[]): PersonView[] {
  return people.flatMap(({ id }) => server.ports.chat.people.byId(id) ?? [])
}

function tellOne(client: Client, { person, room }: Found): void {
  client.numeric(
    'RPL_WHOREPLY',
    room === undefined ? '*' : channelOf(room),
    person.user,
    person.host,
    client.server.settings().name,
    nickOf(person.author),
    flagsOf(client, person, room),
    `0 ${realNameOf(person)}`,
  )
}

function tellFields(client: Client, found: Found, asked: string): void {
  const [letters = '', token] = asked.split(',')
  const told = fields.filter(([letter]) => letters.includes(letter)).map(([, field]) => field(client, found))
  client.numeric('RPL_WHOSPCRPL', ...(letters.includes('t') ? [token ?? '0'] : []), ...told)
}

/** The address is for oneself and for operators. */
function addressOf(client: Client, person: PersonView): string {
  const mayKnow = client.person?.operator === true || client.person?.id === person.id
  return mayKnow && person.address !== '' ? person.address : '255.255.255.255'
}

function idleSeconds({ server }: Client, { spokeAt }: PersonView): number {
  return Math.max(0, Math.floor((server.ports.clock.now() - spokeAt) / 1_000))
}
