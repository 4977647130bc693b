// `hubbub serve`: runs a server until it is told to stop.

import type { Flags, RunningServer } from '@hubbub/server'

import { showAddress } from './client/address.ts'

/** Resolves with the exit code after a polite end. */
export async function serve(flags: Flags): Promise<number> {
  const stopped = untilSignal()
  const { openLog, readConfig, startServer } = await import('@hubbub/server')
  const { log: level, ...config } = readConfig(flags)
  const server = await startServer({ ...config, log: await openLog(level) })
  announce(server)
  await stopped
  await server.close()
  return 0
}

function announce({ addresses, howTos }: RunningServer): void {
  const [main] = addresses
  const lines = [`hubbub is listening on ${showAddress(main)}`, ...howTos.map((line) => `  ${line}`)]
  // Whoever reads no further, as `head -1` does, must not end the server.
  process.stdout.on('error', () => {})
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** The first signal is a request, the second an order. */
function untilSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let signals = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => (++signals === 1 ? resolve() : process.exit(1)))
  }
  return promise
}
