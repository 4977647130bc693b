// Verbs of asking about the server: LUSERS, MOTD, INFO, VERSION, TIME, ADMIN, LINKS, STATS, ISUPPORT (RFC 2812, 3.4).

import { globFits } from '@hubbub/core'

import type { Client } from '../../client.ts'
import type { Line } from '../../lines/line.ts'
import { isSameName } from '../../names.ts'
import { isupportLines } from '../../offers/isupport.ts'
import type { Verb, Verbs } from '../../verb.ts'
import { tellLusers } from './lusers.ts'
import { tellMotd } from './motd.ts'
import { tellStats } from './stats.ts'

export const informationVerbs = {
  LUSERS: about('LUSERS', ['Says how many people are here.'], tellLusers),
  MOTD: about('MOTD [<server>]', ['Shows the message of the day.'], tellMotd),
  INFO: about('INFO [<server>]', ['Says what this server is.'], tellInfo),
  VERSION: about('VERSION [<server>]', ['Says which version runs here, and what it supports.'], tellVersion),
  TIME: about('TIME [<server>]', ['Says what time it is here.'], tellTime),
  ADMIN: about('ADMIN [<server>]', ['Says who runs this server.'], tellAdmin),
  LINKS: {
    when: 'registered',
    paramsMin: 0,
    syntax: 'LINKS',
    says: ['Lists linked servers: this one is alone, so there are none.'],
    run: (client) => client.numeric('RPL_ENDOFLINKS', '*'),
  },
  STATS: {
    when: 'registered',
    paramsMin: 0,
    syntax: 'STATS <letter>',
    says: ['Tells a statistic: u how long the server runs, o its operators, l the connections (for operators).'],
    run: (client, { params: [letter = '*'] }) => tellStats(client, letter),
  },
  ISUPPORT: {
    when: 'any',
    paramsMin: 0,
    syntax: 'ISUPPORT',
    says: ['Says what the server supports, before registration as well.'],
    of: 'draft/extended-isupport',
    run: (client) => client.batch('draft/isupport', [], isupportLines(client)),
  },
} satisfies Verbs

/** Something that may be asked of a server by name; there is only this one (402). */
function about(syntax: string, says: readonly string[], tell: (client: Client) => void): Verb {
  return {
    when: 'registered',
    paramsMin: 0,
    syntax,
    says,
    run: (client, line) => (isMeant(client, line) ? tell(client) : undefined),
  }
}

/** By its name, by a mask of it, or by the nick of somebody who is connected to it. LUSERS has a mask before it. */
function isMeant(client: Client, { verb, params }: Line): boolean {
  const target = params.at(verb === 'LUSERS' ? 1 : 0)
  if (target === undefined) return true
  const { name } = client.server.settings()
  const isThis = isSameName(target, name) || globFits(target.toLowerCase(), name.toLowerCase())
  if (isThis || client.server.ports.chat.people.byName(target) !== undefined) return true
  client.numeric('ERR_NOSUCHSERVER', target)
  return false
}

function tellInfo(client: Client): void {
  const { about, howTos } = client.server.ports
  const lines = [
    `hubbub ${about.version}: one port, every chat client, one conversation.`,
    `Running since ${new Date(client.server.startedAt).toUTCString()}.`,
    ...howTos(client.connection.local),
  ]
  for (const line of lines) client.numeric('RPL_INFO', line)
  client.numeric('RPL_ENDOFINFO')
}

function tellVersion(client: Client): void {
  const { ports, settings } = client.server
  client.numeric(
    'RPL_VERSION',
    `hubbub-${ports.about.version}`,
    settings().name,
    'https://ircv3.net in one conversation',
  )
  client.send(...isupportLines(client))
}

function tellTime(client: Client): void {
  const { ports, settings } = client.server
  client.numeric('RPL_TIME', settings().name, new Date(ports.clock.now()).toUTCString())
}

function tellAdmin(client: Client): void {
  const { name, network } = client.server.settings()
  client.numeric('RPL_ADMINME', name)
  client.numeric('RPL_ADMINLOC1', network)
  client.numeric('RPL_ADMINLOC2', 'Ask one of the operators: STATS o')
}
