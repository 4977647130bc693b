// 100,000 real connections of all wires at once, cut up at random: each is handed to its own wire (case j of wires/detection.md).

import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, test } from 'vitest'

import type { Verdict } from './detect.ts'
import { dice, randomCuts } from './detect/fixtures.ts'
import { STREAMS, WIRES } from './detect/streams.fixtures.ts'
import type { Stream } from './detect/words.fixtures.ts'
import { testPorts } from './fixtures.ts'
import { openReception } from './reception.ts'

const CONNECTIONS = 100_000
const AT_ONCE = 100
const SEED = 31_415
// One address has too few ports for as many connections as this.
const HOMES = 50

test('100,000 mixed connections over real sockets, none misrouted [R-DETECT-27]', { timeout: 600_000 }, async () => {
  const { ports } = testPorts()
  const verdicts = new Map<string, Verdict>()
  const reception = openReception(ports, (connection, verdict) => {
    verdicts.set(connection.remote, verdict)
    connection.destroy()
  })
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    reception.accept(socket, { tls: false }),
  )
  await once(server.listen(0, '0.0.0.0'), 'listening')
  const { port } = server.address() as AddressInfo

  const counts: Record<string, number> = {}
  const misrouted: string[] = []
  let next = 0
  async function connectOnAndOn(): Promise<void> {
    for (let n = next++; n < CONNECTIONS; n = next++) {
      const rolled = dice(SEED + n)
      const name = rolled.pick(WIRES)
      const stream = STREAMS[name](rolled)
      const me = await arriveOnce(stream, { port, localAddress: `127.0.0.${1 + (n % HOMES)}`, seed: SEED + n })
      counts[name] = (counts[name] ?? 0) + 1
      if (JSON.stringify(verdicts.get(me)) !== JSON.stringify(stream.verdict)) {
        misrouted.push(`${name}, seed ${SEED + n}: ${JSON.stringify(verdicts.get(me))}`)
      }
      verdicts.delete(me)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, connectOnAndOn))
  server.close()
  console.log(`handed over ${CONNECTIONS} mixed connections (seed ${SEED}), misrouted ${misrouted.length}`, counts)
  expect(misrouted).toEqual([])
})

/** Sends a stream in pieces and then no more; resolves with who it was once it is closed. */
async function arriveOnce(
  stream: Stream,
  { port, localAddress, seed }: { port: number; localAddress: string; seed: number },
): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', localAddress, noDelay: true })
  socket.on('error', () => {}) // a connection may be cut while it still sends
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await once(socket, 'connect')
  const me = `${localAddress}:${socket.localPort}`
  for (const piece of pieces(stream, seed)) {
    await new Promise((resolve) => socket.write(piece, resolve))
  }
  socket.end()
  socket.resume()
  await closed
  return me
}

function pieces({ bytes, verdict }: Stream, seed: number): Uint8Array[] {
  // By the wire's own rule a first read of exactly one padded frame *is* the frame: a larger one must not be cut just there.
  if (verdict.wire === 'frames' && verdict.size > 32) return [bytes]
  const cuts = [0, ...randomCuts(bytes.length, dice(seed ^ 0x5eed)), bytes.length]
  return cuts.slice(1).map((end, i) => bytes.subarray(cuts[i], end))
}
