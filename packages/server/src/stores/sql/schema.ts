// Brings the tables up to date: a numbered list of steps, each taken once.

import type { Database } from './sqlite/database.ts'
import { accounts } from './steps/accounts.ts'
import { happenings } from './steps/happenings.ts'
import { keptFiles } from './steps/kept-files.ts'
import { links } from './steps/links.ts'
import { operators } from './steps/operators.ts'
import { pictures } from './steps/pictures.ts'
import { refold } from './steps/refold.ts'
import { retention } from './steps/retention.ts'
import { spine } from './steps/spine.ts'

type Step = string | ((db: Database) => void)

/** Step n brings a database from version n to n + 1. A step that has been released is never changed. */
const steps: readonly Step[] = [spine, accounts, refold, happenings, keptFiles, retention, pictures, operators, links]

/** Takes the steps that are missing, each whole or not at all. */
export function migrate(db: Database): void {
  if (db.version > steps.length) {
    throw new Error(`it was written by a newer hubbub (version ${db.version}; this one knows ${steps.length})`)
  }
  for (const [index, step] of [...steps.entries()].slice(db.version)) {
    db.transaction(() => {
      if (typeof step === 'string') db.script(step)
      else step(db)
      db.version = index + 1
    })
  }
}

/** Whether the database is one of this very version. */
export function isCurrent(db: Database): boolean {
  return db.version === steps.length
}

/** Names the history that this database keeps; a new database is a new history. */
export function epochOf(db: Database): string {
  const server = db.one<{ epoch: string }>('SELECT epoch FROM server')
  if (server === undefined) throw new Error('it has lost its epoch')
  return server.epoch
}
