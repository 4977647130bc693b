// `hubbub serve`: runs a server until it is told to stop.

import type { Flags, RunningServer, ServerLog } from '@hubbub/server'

import { builtWeb } from '@hubbub/web'

import { showAddress } from './client/address.ts'

/** Resolves with the exit code after a polite end. */
export async function serve(flags: Flags): Promise<number> {
  const stopped = untilSignal()
  const { openLog, readConfig, rereadConfig, startServer } = await import('@hubbub/server')
  const { log: level, ...config } = readConfig(flags)
  const log = await openLog(level)
  const reread = () => rereadConfig(flags, { ...config, log: level })
  const web = builtWeb()
  const server = await startServer({ ...config, log, reread, ...(web === undefined ? {} : { web }) })
  rehashOnHangUp(server, log)
  announce(server)
  await stopped
  await server.close()
  return 0
}

function announce({ addresses, howTos, certificate, claim, site }: RunningServer): void {
  const [main] = addresses
  const lines = [
    `hubbub is listening on ${showAddress(main)}`,
    ...howTos.map((line) => `  ${line}`),
    `  TLS on the same port, with the certificate (SHA-256) ${certificate.fingerprint}`,
    ...(claim === undefined ? [] : [`  Make yourself the operator: ${site}/claim/${claim}`]),
  ]
  // Whoever reads no further, as `head -1` does, must not end the server.
  process.stdout.on('error', () => {})
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** The first signal is a request, the second an order. */
function untilSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let signals = 0
  for (const signal of endingSignals()) {
    process.on(signal, () => (++signals === 1 ? resolve() : process.exit(1)))
  }
  return promise
}

/** A terminal that is closed takes what it started with it; a server without one reads its configuration again. */
function endingSignals(): readonly NodeJS.Signals[] {
  return process.stdin.isTTY ? ['SIGINT', 'SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM']
}

function rehashOnHangUp(server: RunningServer, log: ServerLog): void {
  if (process.stdin.isTTY) return
  process.on('SIGHUP', () => {
    server.rehash().then(
      (file) => log.info({ file }, 'the configuration was read again'),
      (cause: Error) => log.error({ error: cause.message }, 'the configuration is not taken: nothing has changed'),
    )
  })
}
