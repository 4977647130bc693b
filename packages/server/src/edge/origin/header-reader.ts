// Takes the header of a trusted proxy off the beginning of a connection; what follows comes again for the next who reads.

import type { OpenConnection, Reader } from '../connection.ts'
import { type ProxyHeader, readProxyHeader } from './proxy-header.ts'

/** `done` is told the header, or that there is none; a broken one costs the connection. */
export function awaitHeader(
  connection: OpenConnection,
  bytesMax: number,
  done: (header: ProxyHeader | undefined) => void,
): void {
  let seen: Buffer = Buffer.alloc(0)
  const settle = (header: ProxyHeader | undefined): void => {
    connection.putBack(seen.subarray(header?.bytes ?? 0))
    done(header)
  }
  const reader: Reader = {
    data(bytes) {
      seen = Buffer.concat([seen, bytes])
      const outcome = readProxyHeader(seen)
      if (typeof outcome === 'object') settle(outcome)
      else if (outcome === 'none') settle(undefined)
      else if (outcome === 'broken' || seen.length > bytesMax) connection.destroy()
    },
    ended: () => settle(undefined),
    closed: () => {},
  }
  connection.read(reader)
}
