// Verbs of asking about persons, and of telling about oneself.

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { nickOf } from '../names.ts'
import { lineOf } from '../outbound/lines.ts'
import type { Verbs } from '../verb.ts'
import { accept } from '../who/accept.ts'
import { away } from '../who/away.ts'
import { who } from '../who/who.ts'
import { whois, whowas } from '../who/whois.ts'

const namesMax = 5

export const peopleVerbs = {
  WHO: {
    when: 'registered',
    paramsMin: 0,
    syntax: 'WHO <channel or mask> [o][%<fields>[,<token>]]',
    says: ['Tells who is in a channel, or whose nick fits a mask.'],
    of: 'WHOX',
    run: who,
  },
  WHOIS: {
    when: 'registered',
    paramsMin: 0,
    syntax: 'WHOIS [<server>] <nick>',
    says: ['Tells about somebody who is here.'],
    run: whois,
  },
  WHOWAS: {
    when: 'registered',
    paramsMin: 0,
    syntax: 'WHOWAS <nick> [<count>]',
    says: ['Tells about somebody who was here.'],
    run: whowas,
  },
  USERHOST: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'USERHOST <nick>{ <nick>}',
    says: ['Tells where people come from.'],
    run: userhost,
  },
  ISON: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'ISON <nick>{ <nick>}',
    says: ['Tells which of these people are here.'],
    run: ison,
  },
  AWAY: {
    when: 'any',
    paramsMin: 0,
    syntax: 'AWAY [<message>]',
    says: ['Says that you are away, or back.'],
    run: away,
  },
  ACCEPT: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'ACCEPT <nick>{,<nick>} | -<nick>{,-<nick>} | *',
    says: ['Lets somebody write to you who has not signed in, with mode R, or does so no more; `*` tells who may.'],
    run: accept,
  },
  SETNAME: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'SETNAME :<real name>',
    says: ['Changes your real name.'],
    of: 'setname',
    run: setname,
  },
} satisfies Verbs

/** `nick=+user@host`, with `*` for operators and `-` for those who are away (RFC 2812, 4.8). */
function userhost(client: Client, { params }: Line): void {
  const told = params.slice(0, namesMax).flatMap((nick) => {
    const one = client.server.ports.chat.people.byName(nick)
    if (one === undefined) return []
    const sign = one.status === 'ACTIVE' ? '+' : '-'
    return [`${nickOf(one.author)}${one.operator ? '*' : ''}=${sign}${one.user}@${one.host}`]
  })
  client.numeric('RPL_USERHOST', told.join(' '))
}

function ison(client: Client, { params }: Line): void {
  const nicks = params.flatMap((param) => param.split(' ')).filter((nick) => nick !== '')
  const here = nicks.flatMap((nick) => client.server.ports.chat.people.byName(nick) ?? [])
  client.numeric('RPL_ISON', here.map(({ author }) => nickOf(author)).join(' '))
}

async function setname(client: Client, { params: [about = ''] }: Line): Promise<void> {
  const invalid = (): void => client.standard('FAIL', 'SETNAME', 'INVALID_REALNAME', 'That cannot be a real name')
  if (about === '') return invalid()
  try {
    const { person } = await client.session.do('person.profile', { about })
    if (!client.has.has('setname')) return
    client.send(lineOf(person, client.server, { verb: 'SETNAME', params: [person.about ?? ''] }))
  } catch {
    invalid()
  }
}
