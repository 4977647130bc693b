// What each mechanism of SASL makes of a message: PLAIN (RFC 4616), SCRAM-SHA-256 (RFC 5802, 7677), EXTERNAL (RFC 4422, A).

import { isUtf8 } from 'node:buffer'

import { foldName, Refusal } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import { splitDevice } from '../registration/registering.ts'
import type { MechanismName } from './names.ts'

/** `says` is for the client; with `account` it has proved who it is. */
export interface Step {
  readonly says?: string
  readonly account?: string
}

/** Rejects with a Refusal where the proof does not hold. */
type Mechanism = (client: Client, message: Buffer) => Promise<Step>

export const mechanisms = {
  'PLAIN': async (client, message) => {
    const [authzid, authcid, password, ...rest] = textOf(message).split('\0')
    if (authzid === undefined || !authcid || !password || rest.length > 0) throw new Refusal('wrong-password')
    // Nobody may act for somebody else.
    if (authzid !== '' && foldName(authzid) !== foldName(authcid)) throw new Refusal('wrong-password')
    const { account } = await client.session.do('person.sign-in', { account: named(client, authcid), password })
    return { account }
  },
  'SCRAM-SHA-256': async (client, message) => {
    const { message: says, account } = await client.session.do('person.sign-in-scram', { message: textOf(message) })
    return account === undefined ? { says } : { says, account }
  },
  'EXTERNAL': async (client, message) => {
    const authzid = textOf(message)
    const { account } = await client.session.do(
      'person.sign-in',
      authzid === '' ? {} : { account: named(client, authzid) },
    )
    return { account }
  },
} satisfies Record<MechanismName, Mechanism>

function textOf(message: Buffer): string {
  if (!isUtf8(message)) throw new Refusal('wrong-password')
  return message.toString()
}

/** The account of `account@device`. */
function named({ registering }: Client, said: string): string {
  const { name, device } = splitDevice(said)
  if (registering !== undefined && device !== undefined) registering.device = device
  return name
}
