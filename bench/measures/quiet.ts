// What quiet connections cost: resident bytes of each, and deliveries per second beside very many of them.

import { connect, type Socket } from 'node:net'

import { Run, type Scenario } from '../generator/run.ts'
import { websocket } from '../generator/wires/websocket.ts'
import { type ServerUnderTest, startVariant } from '../servers/server.ts'
import { count, printTable, ratio } from './report.ts'

const COUNTED_CONNECTIONS = 10_000
const BESIDE = { few: 100, many: 20_000 }
// Left of a process's open files for everything that is not a quiet connection.
const OTHER_FILES = 300
const CONNECTING_AT_ONCE = 500
const SILENCE_MS = 1_500
const ROUNDS = 3

const beside: Scenario = { name: 'A8', rooms: 1, clients: 100, senders: 10, window: 8 }

export async function measureQuiet(): Promise<void> {
  await measureMemory()
  await measureBeside()
}

async function measureMemory(): Promise<void> {
  const server = await startVariant('durable')
  const before = await server.memory()
  const quiet = await connectQuiet(server, Math.min(COUNTED_CONNECTIONS, openFilesMax()))
  const after = await server.memory()
  console.log('Resident memory, quiet raw TCP connections (frames wire), after a garbage collection.\n')
  const row = [count(quiet.length), `${count(before / 2 ** 20)} MiB`, `${count((after - before) / quiet.length)} bytes`]
  printTable(['connections', 'base', 'each'], [row])
  await letGo(quiet, server)
}

async function measureBeside(): Promise<void> {
  const many = Math.min(BESIDE.many, openFilesMax())
  const rates: Record<'few' | 'many', number[]> = { few: [], many: [] }
  for (let round = 0; round < ROUNDS; round++) {
    rates.few.push(await rateBeside(BESIDE.few))
    rates.many.push(await rateBeside(many))
  }
  const [few, withMany] = [median(rates.few), median(rates.many)]
  console.log(`Deliveries per second in ${beside.name} beside quiet connections.\n`)
  printTable(
    [`beside ${BESIDE.few}`, `beside ${count(many)}`, 'ratio'],
    [[count(few), count(withMany), ratio(withMany / few)]],
  )
}

async function rateBeside(connections: number): Promise<number> {
  const server = await startVariant('durable')
  const quiet = await connectQuiet(server, connections)
  const outcome = await new Run(websocket, beside).measure(server.port, { warmMs: 1_000, measureMs: 3_000 })
  await letGo(quiet, server)
  return outcome.deliveriesPerSecond
}

/** Connections that never say a word; after a second of silence the listener's hint makes them listeners. */
async function connectQuiet({ quietPort }: ServerUnderTest, connections: number): Promise<Socket[]> {
  const sockets: Socket[] = []
  while (sockets.length < connections) {
    const some = Array.from({ length: Math.min(CONNECTING_AT_ONCE, connections - sockets.length) }, () =>
      open(quietPort),
    )
    sockets.push(...(await Promise.all(some)))
  }
  await new Promise((resolve) => setTimeout(resolve, SILENCE_MS))
  return sockets
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(socket))
    socket.once('error', reject)
    socket.resume()
  })
}

async function letGo(sockets: readonly Socket[], server: ServerUnderTest): Promise<void> {
  for (const socket of sockets) socket.destroy()
  await server.stop()
}

/** How many connections this process and the server may each have open; the system's limit is the same for both. */
function openFilesMax(): number {
  const { userLimits } = process.report.getReport() as unknown as {
    userLimits: { open_files: { soft: number | string } }
  }
  const { soft } = userLimits.open_files
  return typeof soft === 'number' ? soft - OTHER_FILES : Number.POSITIVE_INFINITY
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.trunc(values.length / 2)] ?? 0
}
