// Verbs of coming and going: PASS, NICK, USER, QUIT, PING, PONG (RFC 2812, 3.1 and 3.7).

import { type ErrorCode, limits, refusalOf } from '@hubbub/protocol'

import type { Client } from '../../client.ts'
import { isNick } from '../../names.ts'
import type { NumericName } from '../../lines/numerics.ts'
import { serverLine } from '../../outbound/lines.ts'
import { completeRegistration } from '../../registration/complete.ts'
import { splitDevice } from '../../registration/registering.ts'
import type { Verbs } from '../../verb.ts'

export const registrationVerbs = {
  PASS: {
    when: 'registering',
    paramsMin: 1,
    syntax: 'PASS <password>',
    says: [
      'Says the password of the server, before registration.',
      'Where there is none, `PASS account:password` signs you in.',
    ],
    long: true,
    run: ({ registering }, { params: [password = ''] }) => {
      if (registering !== undefined) registering.password = password
    },
  },
  NICK: {
    when: 'any',
    paramsMin: 0,
    syntax: 'NICK <nickname>',
    says: ['Says or changes what you are called.'],
    run: nick,
  },
  USER: {
    when: 'registering',
    paramsMin: 4,
    syntax: 'USER <username> 0 * :<real name>',
    says: ['Says who you are. `user@device` names the device whose backlog you want.'],
    run: async (client, { params: [said = '', , , about = ''] }) => {
      const { registering } = client
      if (said === '' || about === '') return client.numeric('ERR_NEEDMOREPARAMS', 'USER')
      if (registering === undefined) return
      const { name, device } = splitDevice(said)
      registering.user = name
      registering.device ??= device
      registering.about = [...about].slice(0, limits.person_about_chars_max).join('')
      await completeRegistration(client)
    },
  },
  QUIT: {
    when: 'any',
    paramsMin: 0,
    syntax: 'QUIT [<reason>]',
    says: ['Leaves the server.'],
    run: (client, { params: [reason = ''] }) => client.quit(reason === '' ? 'Quit' : reason),
  },
  PING: {
    when: 'any',
    paramsMin: 0,
    syntax: 'PING <token>',
    says: ['Asks for a sign of life.'],
    // Whoever is answered has heard what others had said when they asked.
    run: async (client, { params: [token] }) => {
      if (token === undefined || token === '') return client.numeric('ERR_NOORIGIN')
      if (client.registered) await client.server.said
      client.send(serverLine(client.server, 'PONG', [client.server.settings().name, token]))
    },
  },
  PONG: { when: 'any', paramsMin: 0, syntax: 'PONG <token>', says: ['Gives a sign of life.'], run: () => undefined },
  // What is claimed here decides whose address is banned, so it is heard from nobody (webircgateway, "WEBIRC").
  WEBIRC: {
    when: 'registering',
    paramsMin: 4,
    syntax: 'WEBIRC <password> <gateway> <hostname> <ip>',
    says: ['Is ignored: gateways say where their people come from by the PROXY protocol.'],
    run: () => undefined,
  },
} satisfies Verbs

async function nick(client: Client, { params: [wanted = ''] }: { readonly params: readonly string[] }): Promise<void> {
  if (wanted === '') return client.numeric('ERR_NONICKNAMEGIVEN')
  if (!isNick(wanted)) return client.numeric('ERR_ERRONEUSNICKNAME', wanted)
  const { registering } = client
  if (registering !== undefined) {
    registering.nick = wanted
    return completeRegistration(client)
  }
  try {
    await client.session.do('person.rename', { name: wanted })
  } catch (cause) {
    const refusal = refusalOf(cause)
    client.numeric(nickRefusals[refusal.code] ?? 'ERR_ERRONEUSNICKNAME', wanted)
    if (refusal.code === 'name-reserved') client.notice(refusal.message)
  }
}

const nickRefusals: Partial<Record<ErrorCode, NumericName>> = {
  'name-taken': 'ERR_NICKNAMEINUSE',
  'name-reserved': 'ERR_NICKNAMEINUSE',
}
