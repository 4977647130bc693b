// One of the store's two threads: it does what it is asked, batch by batch, and knows nothing of who asks.

import { type MessagePort, parentPort, workerData } from 'node:worker_threads'

import { type Operation, type Reads, reads } from '../operations.ts'
import { Recent } from '../recent.ts'
import { Refused } from '../refused.ts'
import { Unindexed } from '../search/indexing.ts'
import { type Answers, answerEach } from './answers.ts'
import { commit } from './commit.ts'
import { Database, type DatabaseOptions, troubleOf } from './database.ts'
import { Indexer } from './indexer.ts'

/** What a thread is sent; it says `ready` once, then answers each batch with `Answers`, and may tell of trouble between. */
export type ToWorker = readonly unknown[] | 'close'
export type FromWorker = Answers | 'ready' | { readonly trouble: string }

interface Role {
  answer(batch: readonly never[]): Answers
  /** After the answers have left. */
  answered(): void
  close(): void
}

interface Serving {
  readonly db: Database
  readonly options: DatabaseOptions
  readonly complain: (trouble: string) => void
}

const roles = {
  writer({ db, options: { limits }, complain }) {
    const writing = { db, recent: new Recent(db, limits.store_heads_max), unindexed: new Unindexed() }
    const indexer = new Indexer({ writing, limits, complain })
    return {
      answer: (batch) => commit(writing, batch),
      answered: () => indexer.committed(),
      close: () => indexer.close(),
    }
  },
  reader({ db }) {
    return {
      answer: (batch: readonly Operation<Reads>[]) => answerEach(batch, (question) => read(db, question)),
      answered: () => undefined,
      close: () => undefined,
    }
  },
} satisfies Record<DatabaseOptions['role'], (serving: Serving) => Role>

function read(db: Database, [name, input]: Operation<Reads>): unknown {
  try {
    return reads[name](db, input as never)
  } catch (cause) {
    if (cause instanceof Refused || troubleOf(cause) === 'lasting') throw cause
    throw new Refused('unavailable', { cause })
  }
}

function serve(port: MessagePort, options: DatabaseOptions): void {
  const db = new Database(options)
  const say = (message: FromWorker): void => port.postMessage(message)
  const role: Role = roles[options.role]({ db, options, complain: (trouble) => say({ trouble }) })
  port.on('message', (message: ToWorker) => {
    if (message !== 'close') {
      say(role.answer(message as readonly never[]))
      return role.answered()
    }
    role.close()
    db.close()
    port.close()
  })
  say('ready')
}

if (parentPort !== null) serve(parentPort, workerData as DatabaseOptions)
