// One of the store's two threads: it does what it is asked, batch by batch, and knows nothing of who asks.

import { type MessagePort, parentPort, workerData } from 'node:worker_threads'

import { type Operation, type Reads, reads } from '../operations.ts'
import { Recent } from '../recent.ts'
import { Refused } from '../refused.ts'
import { type Answers, answerEach } from './answers.ts'
import { commit } from './commit.ts'
import { Database, type DatabaseOptions, troubleOf } from './database.ts'

/** What a thread is sent; it says `ready` once, and then answers each batch with `Answers`. */
export type ToWorker = readonly unknown[] | 'close'
export type FromWorker = Answers | 'ready'

const roles = {
  writer(db: Database, { limits }: DatabaseOptions) {
    const writing = { db, recent: new Recent(db, limits.store_heads_max) }
    return (batch: readonly never[]) => commit(writing, batch)
  },
  reader(db: Database) {
    return (batch: readonly Operation<Reads>[]) => answerEach(batch, (question) => read(db, question))
  },
} satisfies Record<
  DatabaseOptions['role'],
  (db: Database, options: DatabaseOptions) => (batch: readonly never[]) => Answers
>

function read(db: Database, [name, input]: Operation<Reads>): unknown {
  try {
    return reads[name](db, input as never)
  } catch (cause) {
    if (troubleOf(cause) === 'lasting') throw cause
    throw new Refused('unavailable', { cause })
  }
}

function serve(port: MessagePort, options: DatabaseOptions): void {
  const db = new Database(options)
  const answer = roles[options.role](db, options)
  port.on('message', (message: ToWorker) => {
    if (message !== 'close') return port.postMessage(answer(message as readonly never[]))
    db.close()
    port.close()
  })
  port.postMessage('ready' satisfies FromWorker)
}

if (parentPort !== null) serve(parentPort, workerData as DatabaseOptions)
