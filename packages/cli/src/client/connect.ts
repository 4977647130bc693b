// A client of the command line: made, connected, and live before anything else is done with it.

import { type Client, createClient } from '@hubbub/client'

import { type Address, showAddress } from './address.ts'
import { Complaint } from '../complaint.ts'
import { nodePorts } from './node-ports.ts'
import type { Run } from './unfinished.ts'

/** A client that knows everything of Node's and nothing of a screen. Without a run its token lives as long as the program. */
export function clientAt(address: Address, name: string | undefined, run?: Run): Client {
  return createClient({ server: `http://${showAddress(address)}`, client: 'hubbub-cli', name, ...nodePorts(), ...run })
}

/** Resolves when the client is live for the first time. The first attempt decides: somebody is watching. */
export async function firstLive(client: Client, address: Address): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const unsubscribe = client.subscribe((_happening, { connection }) => {
    if (connection.phase === 'live') resolve()
    if (connection.phase === 'closed') reject(connection.cause ?? unreachable(address, connection.why))
    if (connection.phase === 'offline') reject(unreachable(address, connection.why))
  })
  client.connect()
  try {
    await promise
  } catch (cause) {
    await client.leave()
    throw cause
  } finally {
    unsubscribe()
  }
}

function unreachable(address: Address, why: string): Complaint {
  return new Complaint(`There is no way to ${showAddress(address)}: ${why}.`)
}
