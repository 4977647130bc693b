// The embedded store: one SQLite file, a thread that writes in group commits, and a thread that reads beside it.

import type { Clock, Log, Store } from '@hubbub/core'
import type { Limits } from '@hubbub/protocol'

import { systemClock } from '../clock.ts'
import { asker, changes, questions, withoutEnded } from './asking.ts'
import { BatchQueue } from './batch-queue.ts'
import type { Reads, Writes } from './sql/operations.ts'
import type { Answers } from './sql/sqlite/answers.ts'
import { openDirectory } from './sql/sqlite/opening.ts'
import { Thread } from './thread.ts'

export interface SqliteStoreOptions {
  /** Where everything is kept; made if it is not there. It serves one store at a time. */
  readonly dir: string
  readonly log: Log
  readonly limits: Limits
  readonly clock?: Clock
  /** How large the database may grow; as large as the disk allows if left out. */
  readonly databaseBytesMax?: number | undefined
}

export interface SqliteStore extends Store {
  /** Since it was opened: changes that were made, and the commits that it took. */
  readonly counts: Readonly<Counts>
}

interface Counts {
  writes: number
  commits: number
}

/** Rejects with an error for people when the directory cannot be used. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { dir, log, limits, clock = systemClock, databaseBytesMax: bytesMax } = options
  const { file, epoch, lobby, release } = openDirectory(dir, { limits, bytesMax, now: clock.now() })
  const now = (): number => clock.now()
  const counts = { writes: 0, commits: 0 }
  const waitingCharsMax = limits.store_waiting_chars_max
  const writes = new BatchQueue({
    batchMax: limits.commit_writes_max,
    waitingMax: limits.store_writes_waiting_max,
    waitingCharsMax,
    watch: (answers) => count(counts, answers),
  })
  const reads = new BatchQueue({
    batchMax: limits.read_batch_reads_max,
    waitingMax: limits.store_reads_waiting_max,
    waitingCharsMax,
  })
  const writer = new Thread({ clock, log, queue: writes, database: { file, role: 'writer', limits, bytesMax } })
  const reader = new Thread({ clock, log, queue: reads, database: { file, role: 'reader', limits } })
  async function end(): Promise<void> {
    // The reader goes first: the writer, as the last, can then leave one plain file behind.
    await reader.close()
    await writer.close()
    release()
  }
  let ended: Promise<void> | undefined
  const close = (): Promise<void> => (ended ??= end())
  try {
    await Promise.all([writer.ready(), reader.ready()])
  } catch (cause) {
    await close()
    throw cause
  }
  return {
    epoch,
    lobby: withoutEnded(lobby, now()),
    counts,
    ...changes(asker<Writes>(writes), now),
    ...questions(asker<Reads>(reads), now),
    close,
  }
}

function count(counts: Counts, { values, refusals }: Answers): void {
  const made = values.length - (refusals?.size ?? 0)
  if (made === 0) return
  counts.writes += made
  counts.commits++
}
