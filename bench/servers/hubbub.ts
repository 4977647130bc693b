// hubbub as it ships, or the same without a store, for measuring.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startServer } from '@hubbub/server'

import { serveParent } from './server.ts'
import { volatileStore } from './volatile-store.ts'

const data = await mkdtemp(join(tmpdir(), 'hubbub-bench-'))
const silent = { warn: () => undefined, error: (fields: object, says: string) => console.error(says, fields) }
const server = await startServer({
  data,
  host: '127.0.0.1',
  port: 0,
  listen: ['127.0.0.1:0=frames'],
  floodLimits: false,
  // Clients that come to be measured in a room of their own have no business in everybody's.
  settings: { irc: { autoJoin: false } },
  log: silent,
  ...(process.argv[2] === 'volatile' ? { store: volatileStore() } : {}),
})
const [main, quiet] = server.addresses
serveParent({ port: main.port, quietPort: quiet?.port ?? 0 }, async () => {
  await server.close()
  await rm(data, { recursive: true })
})
