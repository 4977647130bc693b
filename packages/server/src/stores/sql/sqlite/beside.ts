// Looks after accounts in a data directory, also while a server uses it: SQLite lets several programs write in turns.

import { join } from 'node:path'

import type { Limits } from '@hubbub/protocol'

import { StartError } from '../../../start-error.ts'
import { addCertificate, createAccount, findAccount } from '../person/account.ts'
import { setOperator } from '../person/operator.ts'
import { Recent, type Writing } from '../recent.ts'
import { isCurrent } from '../schema.ts'
import { Unindexed } from '../search/indexing.ts'
import { Database } from './database.ts'
import { inUse } from './lock.ts'
import { openDirectory } from './opening.ts'

export interface Beside {
  readonly createAccount: Bound<typeof createAccount>
  readonly addCertificate: Bound<typeof addCertificate>
  readonly setOperator: Bound<typeof setOperator>
  findAccount(skeleton: string): ReturnType<typeof findAccount>
}

type Bound<Change extends (writing: Writing, input: never) => unknown> = (
  input: Parameters<Change>[1],
) => ReturnType<Change>

/** Opens the directory for one piece of work; makes it, or brings it up to date, if no server is using it. */
export function beside<Result>(dir: string, given: { limits: Limits; now: number }, work: (beside: Beside) => Result) {
  prepareUnlessInUse(dir, given)
  const db = new Database({ file: join(dir, 'hubbub.db'), role: 'writer', limits: given.limits })
  try {
    if (!isCurrent(db)) throw new StartError(`the server that uses ${dir} is of another version than this program`)
    const writing = { db, recent: new Recent(db, given.limits.store_heads_max), unindexed: new Unindexed() }
    return db.transaction(() =>
      work({
        createAccount: (input) => createAccount(writing, input),
        addCertificate: (input) => addCertificate(writing, input),
        setOperator: (input) => setOperator(writing, input),
        findAccount: (skeleton) => findAccount(db, { skeleton }),
      }),
    )
  } finally {
    db.close()
  }
}

function prepareUnlessInUse(dir: string, given: { limits: Limits; now: number }): void {
  try {
    openDirectory(dir, given).release()
  } catch (cause) {
    if (!(cause instanceof StartError) || !cause.message.endsWith(inUse)) throw cause
  }
}
