// How somebody gets in: who was here before comes back by themselves, who is new says who they are.

import { type Client, createClient, type Enter, type Snapshot } from '@hubbub/client'

import { clock, dial, http, keep, random, server } from '../world/ports.ts'
import { sends } from '../world/sends.ts'
import { uploads } from '../world/tus.ts'
import { draft } from './drafting.ts'
import { forgetSnapshot, keepSnapshots, lastSnapshot } from './lasting.ts'

/** The client of whoever was here before in this browser, with what it knew last; undefined for somebody new. */
export async function comeBack(): Promise<Client | undefined> {
  if (keep.load() === undefined) return undefined
  const restored = await lastSnapshot()
  const client = make(restored === undefined ? {} : { restored })
  client.connect()
  stay(client)
  return client
}

/** Rejects with why somebody is not let in. */
export async function enterAs(enter: Enter): Promise<Client> {
  await forgetSnapshot()
  const client = make({ enter })
  try {
    await live(client)
  } catch (cause) {
    await client.leave()
    throw cause
  }
  stay(client)
  return client
}

/** Leaves, and begins as somebody new: what belongs to who was here is forgotten. */
export async function startAgain(client: Client): Promise<void> {
  await client.leave().catch(() => {})
  keep.save(undefined)
  for (const room of client.state.rooms.keys()) draft(room)
  await forgetSnapshot()
  location.assign('/')
}

interface Beginning {
  readonly enter?: Enter
  readonly restored?: Snapshot
}

function make(beginning: Beginning): Client {
  const ports = { dial, clock, random, keep, http, keepSends: sends, ...uploads(localStorage) }
  return createClient({ server, client: 'hubbub-web', people: true, ...ports, ...beginning })
}

/** For as long as the page lives: what is known is kept, and a device that wakes up does not wait to try again. */
function stay(client: Client): void {
  keepSnapshots(client)
  addEventListener('online', () => client.connect())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') client.connect()
  })
}

async function live(client: Client): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const unsubscribe = client.subscribe((_happening, { connection }) => {
    if (connection.phase === 'live') resolve()
    if (connection.phase === 'closed') reject(connection.cause ?? new Error(connection.why))
  })
  client.connect()
  await promise.finally(unsubscribe)
}
