// A process that appends to a store without end and prints every acknowledgement, to be killed while it does.

import type { Appended } from '@hubbub/core'
import type { Author } from '@hubbub/protocol'
import { limits } from '@hubbub/protocol/limits'

import { openSqliteStore } from './sqlite.ts'

const [dir, room, author] = process.argv.slice(2) as [string, string, string]
const store = await openSqliteStore({ dir, limits, log: { warn: () => undefined, error: () => process.exit(1) } })

let given = 0

async function appendForever(author: Author): Promise<never> {
  for (;;) {
    const body = `entry ${++given}`
    tell(await store.append({ room: Number(room), author, body, clientId: `kill ${body}`, at: Date.now() }))
  }
}

/** A pipe takes this before `write` returns: what has been told will be read, whatever happens to this process. */
function tell(appended: Appended): void {
  process.stdout.write(`${JSON.stringify(appended)}\n`)
}

const inFlight = 50
await Promise.all(Array.from({ length: inFlight }, () => appendForever(JSON.parse(author))))
