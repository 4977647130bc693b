// Verbs of the operators of the server: OPER, KILL, WALLOPS, REHASH, and keeping people off.

import { type ErrorCode, limits, refusalOf } from '@hubbub/protocol'

import { cutToBytes } from '../../../utf8.ts'
import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { isSameName } from '../names.ts'
import type { NumericName } from '../lines/numerics.ts'
import { serverLine } from '../outbound/lines.ts'
import type { Verbs } from '../verb.ts'

export const operatorVerbs = {
  OPER: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'OPER <name> <password>',
    says: ['Makes you an operator of this server.'],
    run: oper,
  },
  KILL: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'KILL <nick> [<reason>]',
    says: ['Sends somebody away from this server. For operators.'],
    run: kill,
  },
  WALLOPS: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'WALLOPS :<text>',
    says: ['Tells something to everybody who wants to hear it (+w). For operators.'],
    run: wallops,
  },
  REHASH: {
    when: 'registered',
    paramsMin: 0,
    syntax: 'REHASH',
    says: ['Reads the configuration again. For operators.'],
    run: (client) =>
      attempt(client, async () => {
        const { file } = await client.session.do('server.rehash', {})
        client.numeric('RPL_REHASHING', file)
      }),
  },
  KLINE: {
    when: 'registered',
    paramsMin: 0,
    syntax: 'KLINE [[<minutes>] <mask, account:name or address/bits> [<reason>]]',
    says: ['Keeps people off this server, or tells who is kept off. For operators.'],
    run: kline,
  },
  UNKLINE: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'UNKLINE <mask>',
    says: ['Lets people in again. For operators.'],
    run: (client, { params: [mask = ''] }) =>
      attempt(client, async () => {
        const { removed } = await client.session.do('server.unban', { mask })
        client.notice(removed ? `${mask} may come again` : `${mask} was not kept off`)
      }),
  },
} satisfies Verbs

function oper(client: Client, { params: [name = '', password = ''] }: Line): Promise<void> {
  return attempt(client, async () => {
    await client.session.do('server.operate', { name, password })
    client.send({ ...serverLine(client.server, 'MODE', [client.nick, '+o']), source: client.mask })
    client.numeric('RPL_YOUREOPER')
  })
}

async function kill(client: Client, { params: [name = '', said] }: Line): Promise<void> {
  if (isSameName(name, client.server.settings().name)) return client.numeric('ERR_CANTKILLSERVER')
  const reason = said === undefined ? {} : { reason: short(said) }
  return attempt(client, () => client.session.do('person.remove', { name, ...reason }), name)
}

async function wallops(client: Client, { params: [body = ''] }: Line): Promise<void> {
  if (body === '') return client.numeric('ERR_NEEDMOREPARAMS', 'WALLOPS')
  return attempt(client, () => client.session.do('server.announce', { body: short(body) }))
}

function kline(client: Client, { params }: Line): Promise<void> {
  if (params.length === 0) return attempt(client, () => tellKeptOff(client))
  const timed = /^\d+$/u.test(params[0] ?? '')
  const [mask = '', said] = timed ? params.slice(1) : params
  const reason = said === undefined ? {} : { reason: short(said) }
  const minutes = timed ? { minutes: Number(params[0]) } : {}
  return attempt(client, async () => {
    const { ban, removed } = await client.session.do('server.ban', { mask, ...reason, ...minutes })
    client.notice(`${ban.mask} is kept off; ${removed} sent away`)
  })
}

async function tellKeptOff(client: Client): Promise<void> {
  const { bans } = await client.session.do('server.bans', {})
  for (const { mask, by, until, reason } of bans) {
    const end = until === undefined ? '' : ` until ${new Date(until).toUTCString()}`
    client.notice(`${mask} is kept off by ${by}${end}${reason === undefined ? '' : `: ${reason}`}`)
  }
  client.notice(`${bans.length} kept off in all`)
}

function short(text: string): string {
  return cutToBytes(text, limits.reason_chars_max)
}

const refusals: Partial<Record<ErrorCode, NumericName>> = {
  'not-operator': 'ERR_NOPRIVILEGES',
  'wrong-password': 'ERR_NOOPERHOST',
  'too-many-attempts': 'ERR_NOOPERHOST',
}

async function attempt(client: Client, act: () => Promise<unknown>, subject?: string): Promise<void> {
  try {
    await act()
  } catch (cause) {
    const { code, message } = refusalOf(cause)
    const numeric = refusals[code]
    if (code === 'no-such-person') client.numeric('ERR_NOSUCHNICK', subject ?? '*')
    else if (numeric === undefined) client.notice(message)
    else client.numeric(numeric)
  }
}
