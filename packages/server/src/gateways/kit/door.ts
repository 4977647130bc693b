// A door that remembers whose connections it let in, so that it can let everybody go.

import type { Connection } from '../../edge/connection.ts'
import type { Verdict } from '../../edge/detect.ts'
import type { Door } from '../gateway.ts'

/** `welcome` takes a connection over and resolves when it is gone. */
export function doorOf(welcome: (connection: Connection, verdict: Verdict) => Promise<void>): Door {
  const inside = new Map<Connection, Promise<unknown>>()
  return {
    accept(connection, verdict) {
      const gone = welcome(connection, verdict).finally(() => inside.delete(connection))
      inside.set(connection, gone)
    },
    async close() {
      for (const connection of inside.keys()) connection.end()
      await Promise.all(inside.values())
    },
  }
}
