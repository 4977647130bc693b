// Opens a data directory's database: takes the directory, brings the tables up to date, and tidies up.

import { join } from 'node:path'

import type { StoredRoom } from '@hubbub/core'

import { StartError } from '../../../start-error.ts'
import { LOBBY } from '../lobby.ts'
import { openRoom } from '../room/room.ts'
import { epochOf, migrate } from '../schema.ts'
import { Database, type DatabaseOptions } from './database.ts'
import { lockDirectory } from './lock.ts'
import { tidy } from './tidy.ts'

export interface Opened {
  readonly file: string
  readonly epoch: string
  readonly lobby: StoredRoom
  /** Gives the directory back. */
  release(): void
}

interface Opening extends Pick<DatabaseOptions, 'limits' | 'bytesMax'> {
  readonly now: number
}

const dayMs = 24 * 60 * 60 * 1_000

/** Throws an error for people, which names the directory. */
export function openDirectory(dir: string, options: Opening): Opened {
  let release = (): void => undefined
  try {
    release = lockDirectory(dir)
    return { ...prepare(join(dir, 'hubbub.db'), options), release }
  } catch (cause) {
    release()
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StartError(`Cannot use the data directory ${dir}: ${reason}`, { cause })
  }
}

function prepare(file: string, { now, limits, bytesMax }: Opening): Omit<Opened, 'release'> {
  const db = new Database({ file, role: 'writer', limits, bytesMax })
  try {
    migrate(db)
    db.transaction(() => tidy(db, { now, guestsSeenBefore: now - limits.guest_kept_days * dayMs }))
    const lobby = openRoom(db, LOBBY)
    if (lobby === undefined) throw new Error('it has lost its lobby')
    return { file, epoch: epochOf(db), lobby }
  } finally {
    db.close()
  }
}
