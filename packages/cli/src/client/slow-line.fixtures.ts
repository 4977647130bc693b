// A line to a server that lets so many bytes through, for tests: then it holds still, or is cut.

import type { World } from '@hubbub/testkit'
import { createServer, connect, type Socket } from 'node:net'

export interface SlowLine extends AsyncDisposable {
  readonly address: World['address']
  /** How many bytes have gone to the server since this was asked last. */
  sent(): number
  /** Resolves when so many bytes have gone to the server from now on, and no more go. */
  holdAfter(bytes: number): Promise<void>
  /** Lets go on what was held. */
  go(): void
  /** Cuts every connection there is; new ones may come, and go on. */
  cut(): void
}

export async function slowLine(world: Pick<World, 'address'>): Promise<SlowLine> {
  const lines = new Set<Socket>()
  let sent = 0
  let left = Infinity
  let reached = (): void => {}

  const server = createServer((client) => {
    const upstream = connect(world.address)
    lines.add(client)
    client.on('data', (bytes) => {
      upstream.write(bytes)
      sent += bytes.byteLength
      left -= bytes.byteLength
      if (left > 0) return
      for (const line of lines) line.pause()
      reached()
    })
    client
      .on('error', () => {})
      .on('close', () => {
        lines.delete(client)
        upstream.end()
      })
    upstream.on('error', () => {}).on('close', () => client.destroy())
    upstream.pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const go = (): void => {
    left = Infinity
    for (const line of lines) line.resume()
  }
  const cut = (): void => {
    for (const line of lines) line.destroy()
    left = Infinity
  }
  return {
    address: { host: '127.0.0.1', port: (server.address() as { port: number }).port },
    sent() {
      const count = sent
      sent = 0
      return count
    },
    holdAfter(bytes) {
      const { promise, resolve } = Promise.withResolvers<void>()
      left = bytes
      reached = resolve
      return promise
    },
    go,
    cut,
    async [Symbol.asyncDispose]() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
