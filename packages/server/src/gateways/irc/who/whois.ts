// WHOIS and WHOWAS: all that may be told of one person, here or gone.

import type { Reply } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { channelOf, nickOf } from '../names.ts'
import { prefixesOf } from '../modes/prefixes.ts'
import { modesOf } from '../modes/user-modes.ts'
import { packed } from './packed.ts'

type About = Reply<'person.about'>

/** `WHOIS [server] nick{,nick}`: the server is this one, whatever it is called. */
export async function whois(client: Client, { params }: Line): Promise<void> {
  const target = params[1] ?? params[0] ?? ''
  if (target === '') return client.numeric('ERR_NONICKNAMEGIVEN')
  const nicks = target.split(',').filter((nick) => nick !== '')
  for (const nick of nicks.slice(0, client.server.ports.limits.irc_targets_max)) await tellAbout(client, nick)
}

async function tellAbout(client: Client, asked: string): Promise<void> {
  const about = await client.session.do('person.about', { name: asked }).catch(() => undefined)
  if (about === undefined) client.numeric('ERR_NOSUCHNICK', asked)
  else tell(client, about)
  client.numeric('RPL_ENDOFWHOIS', about === undefined ? asked : nickOf(about.person))
}

function tell(client: Client, about: About): void {
  const { person, user, host, since, spokeAt, rooms, secure, address, certificate } = about
  const { server } = client
  const { name, network } = server.settings()
  const nick = nickOf(person)
  client.numeric('RPL_WHOISUSER', nick, user, host, '*', person.about ?? person.name)
  if (person.status !== 'ACTIVE') client.numeric('RPL_AWAY', nick, person.away ?? person.status.toLowerCase())
  for (const some of packed(channels(client, rooms), ' ')) client.numeric('RPL_WHOISCHANNELS', nick, some)
  client.numeric('RPL_WHOISSERVER', nick, name, network)
  if (person.operator === true) client.numeric('RPL_WHOISOPERATOR', nick)
  if (person.bot === true) client.numeric('RPL_WHOISBOT', nick)
  if (person.account !== undefined) client.numeric('RPL_WHOISACCOUNT', nick, person.account)
  const here = server.ports.chat.people.byId(person.id)
  if (address !== undefined) {
    client.numeric('RPL_WHOISACTUALLY', nick, `${user}@${host}`, address)
    if (here !== undefined && client.person?.id === person.id) {
      client.numeric('RPL_WHOISMODES', nick, `is using modes +${modesOf(here, client)}`)
    }
  }
  if (certificate !== undefined)
    client.numeric('RPL_WHOISCERTFP', nick, `has client certificate fingerprint ${certificate}`)
  if (secure) client.numeric('RPL_WHOISSECURE', nick)
  const idle = Math.max(0, Math.floor((server.ports.clock.now() - spokeAt) / 1_000))
  client.numeric('RPL_WHOISIDLE', nick, `${idle}`, `${Math.floor(since / 1_000)}`)
}

function channels(client: Client, rooms: About['rooms']): string[] {
  return rooms
    .filter((room) => !client.isHidden(room))
    .map((room) => `${prefixesOf(room.role, client.has)}${channelOf(room)}`)
}

/** `WHOWAS nick [count]`: latest first; a count that is not positive is none. */
export async function whowas(client: Client, { params: [nick = '', count = ''] }: Line): Promise<void> {
  if (nick === '') return client.numeric('ERR_NONICKNAMEGIVEN')
  const { people } = await client.session.do('person.was', { name: nick })
  const most = Math.min(
    Number(count) > 0 ? Number(count) : people.length,
    client.server.ports.limits.irc_whowas_people_max,
  )
  if (people.length === 0) client.numeric('ERR_WASNOSUCHNICK', nick)
  for (const one of people.slice(0, most)) {
    const was = nickOf(one)
    client.numeric('RPL_WHOWASUSER', was, one.user, one.host, '*', one.about === '' ? one.name : one.about)
    client.numeric('RPL_WHOISSERVER', was, client.server.settings().name, new Date(one.until).toUTCString())
    if (one.account !== undefined) client.numeric('RPL_WHOISACCOUNT', was, one.account)
  }
  client.numeric('RPL_ENDOFWHOWAS', nick)
}
