// The verb of signing in: AUTHENTICATE (IRCv3 sasl-3.1 and 3.2).

import { refusalOf } from '@hubbub/protocol'

import type { Client } from '../../client.ts'
import { type Exchange, piecesOf, takePiece } from '../../sasl/exchange.ts'
import { mechanisms, type Step } from '../../sasl/mechanisms.ts'
import { mechanismNames, offeredMechanisms } from '../../sasl/names.ts'
import { tellSignedIn } from '../../sasl/signed-in.ts'
import type { Verbs } from '../../verb.ts'

export const saslVerbs = {
  AUTHENTICATE: {
    when: 'any',
    paramsMin: 1,
    syntax: `AUTHENTICATE ${mechanismNames.join(' | ')} | <base64> | *`,
    says: ['Signs you in to your account, before or after registration.'],
    of: 'sasl',
    run: (client, { params: [said = ''] }) => {
      const { exchange } = client
      if (exchange === undefined) return begin(client, said)
      // Whoever has proved who they are is signed in already, whatever they say to the server's own proof.
      if (exchange.account !== undefined) return finish(client, exchange.account)
      return said === '*' ? abort(client) : goOn(client, exchange, said)
    },
  },
} satisfies Verbs

function begin(client: Client, said: string): void {
  if (said === '*') return client.numeric('ERR_SASLABORTED')
  const offered = offeredMechanisms(client.connection.origin)
  const mechanism = offered.find((name) => name === said.toUpperCase())
  if (mechanism !== undefined) {
    client.exchange = { mechanism, pieces: '' }
    return client.send({ verb: 'AUTHENTICATE', params: ['+'] })
  }
  client.numeric('RPL_SASLMECHS', offered.join(','))
  fail(client)
}

function abort(client: Client): void {
  client.exchange = undefined
  client.numeric('ERR_SASLABORTED')
}

async function goOn(client: Client, exchange: Exchange, said: string): Promise<void> {
  const piece = takePiece(exchange, said)
  if (piece.is === 'more') return
  if (piece.is === 'message') return answer(client, exchange, piece.message)
  client.exchange = undefined
  if (piece.is === 'too-long') client.numeric('ERR_SASLTOOLONG')
  else fail(client)
}

async function answer(client: Client, exchange: Exchange, message: Buffer): Promise<void> {
  try {
    goOnWith(client, exchange, await mechanisms[exchange.mechanism](client, message))
  } catch (cause) {
    const { code, message: says } = refusalOf(cause)
    client.exchange = undefined
    fail(client, code === 'wrong-password' ? undefined : says)
  }
}

function goOnWith(client: Client, exchange: Exchange, { says, account }: Step): void {
  if (says === undefined) return finish(client, account ?? '')
  if (account !== undefined) exchange.account = account
  for (const piece of piecesOf(says)) client.send({ verb: 'AUTHENTICATE', params: [piece] })
}

function finish(client: Client, account: string): void {
  client.exchange = undefined
  tellSignedIn(client, account)
  client.numeric('RPL_SASLSUCCESS')
}

function fail(client: Client, says = 'SASL authentication failed'): void {
  client.numeric('ERR_SASLFAIL', says)
}
