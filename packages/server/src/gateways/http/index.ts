// HTTP: a page that says how to connect, a sign of life, and files in and out. Other wires begin here as an upgrade.

import type { Gateway } from '../gateway.ts'
import { authority } from '../kit/address.ts'
import { outbound } from './outbound.ts'
import { createServer } from './server.ts'

export const http: Gateway = {
  wire: 'http',
  speaks: 'Browsers and curl: a page that says how to connect, and files in and out.',
  howTo: (at) => `A browser: http://${authority(at)}/`,
  outbound,
  fixed: { wire: 'http' },
  open(ports) {
    const server = createServer(ports)
    return {
      accept: (connection) => server.accept(connection.release(), connection.origin),
      close: () => server.close(),
    }
  },
}
