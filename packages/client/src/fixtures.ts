// Clients for tests: over real sockets to a real server, with a line that a test can tear, mute or make lossy.

import { manualClock, type ManualClock, type World } from '@hubbub/testkit'
import { createHash } from 'node:crypto'

import { createClient } from './client.ts'
import type { Client, ClientOptions } from './options.ts'
import type { Dial, Http, Sha256, WireEars } from './ports.ts'
import type { Happening } from './state/happening.ts'
import type { State } from './state/index.ts'

export interface TestClient {
  readonly client: Client
  /** The client's time; back-off and timeouts pass only by it. */
  readonly clock: ManualClock
  readonly happenings: readonly Happening[]
  /** Frames that this answers with true do not reach the client. */
  lose(frame: (text: string) => boolean): void
  /** Makes the client hear this text as if the server had sent it. */
  hear(text: string): void
  /** The number of the newest request. */
  lastId(): number
  /** Tears the line without a word. */
  tear(): void
  /** Resolves when the state fits; the client must be the one to say so. */
  until(fits: (state: State) => boolean): Promise<State>
  /** The bodies of a room's entries that stand in order without a gap. */
  bodies(room?: string): string[]
}

export async function testClient(
  world: Pick<World, 'address'>,
  given: Partial<ClientOptions> & { connect?: false } = {},
): Promise<TestClient> {
  const clock = manualClock()
  let lost = (_text: string): boolean => false
  let last = ''
  let line: { socket: WebSocket; ears: WireEars } | undefined
  const dial: Dial = (url, ears) => {
    const socket = new WebSocket(url)
    line = { socket, ears }
    socket.addEventListener('open', () => ears.opened())
    socket.addEventListener('message', ({ data }) => lost(String(data)) || ears.heard(String(data)))
    socket.addEventListener('close', () => ears.closed('closed'))
    return { send: (text) => socket.send((last = text)), close: () => socket.close() }
  }
  const { host, port } = world.address
  const { connect = true, ...options } = given
  const random = { unit: () => 0.5, id: () => `test-${Math.random()}` }
  const client = createClient({
    server: `http://${host}:${port}`,
    client: 'test',
    dial,
    http,
    clock,
    random,
    ...options,
  })
  const happenings: Happening[] = []
  client.subscribe((happening) => happenings.push(happening))
  const made: TestClient = {
    client,
    clock,
    happenings,
    lose: (frame) => (lost = frame),
    hear: (text) => line?.ears.heard(text),
    lastId: () => (JSON.parse(last) as { id: number }).id,
    tear() {
      line?.ears.closed('torn')
      line?.socket.close()
    },
    until: (fits) => until(client, fits),
    bodies(room = 'lobby') {
      const timeline = client.state.messages.get(room)
      return (timeline?.entries ?? []).filter(({ seq }) => seq <= (timeline?.upTo ?? 0)).map(({ body }) => body)
    },
  }
  if (!connect) return made
  client.connect()
  const { connection } = await made.until(({ connection: { phase } }) => phase === 'live' || phase === 'closed')
  if (connection.phase === 'closed') throw new Error(`This client cannot enter: ${connection.why}`)
  return made
}

export const isLive = ({ connection }: State): boolean => connection.phase === 'live'

function until(client: Client, fits: (state: State) => boolean): Promise<State> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!fits(client.state)) return
      unsubscribe()
      resolve(client.state)
    }
    const unsubscribe = client.subscribe(look)
    look()
  })
}

export const http: Http = async ({ method, url, headers }) => {
  const answer = await fetch(url, { method, headers })
  return { status: answer.status, body: answer.body ?? none(), text: () => answer.text() }
}

async function* none(): AsyncGenerator<Uint8Array> {}

export function sha256(): Sha256 {
  const hash = createHash('sha256')
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.copy().digest('hex') }
}
