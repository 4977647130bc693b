// A worker thread of the store behind its queue. When it is gone another begins, at once at first, then after growing pauses.

import { once } from 'node:events'
import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'

import type { Clock, Log } from '@hubbub/core'

import type { BatchQueue } from './batch-queue.ts'
import type { DatabaseOptions } from './sql/sqlite/database.ts'
import type { FromWorker, ToWorker } from './sql/sqlite/worker.ts'

export interface ThreadOptions {
  readonly queue: BatchQueue
  readonly database: DatabaseOptions
  readonly clock: Clock
  readonly log: Log
}

type State =
  | { readonly kind: 'starting' | 'up' | 'closing'; readonly worker: Worker }
  | { readonly kind: 'down'; readonly cancelRestart: () => void }
  | { readonly kind: 'closed' }

export class Thread {
  readonly #options: ThreadOptions
  #state: State
  #pauseMs = 0

  constructor(options: ThreadOptions) {
    this.#options = options
    this.#state = this.#begin()
  }

  /** Resolves when the first thread is ready for its work; rejects if it cannot begin at all. */
  async ready(): Promise<void> {
    if (this.#state.kind === 'starting') await once(this.#state.worker, 'message')
  }

  /** Finishes what was asked and lets the thread close its database; ends it if that takes too long. */
  async close(): Promise<void> {
    const { queue, clock, database } = this.#options
    const state = this.#state
    if (state.kind === 'down') state.cancelRestart()
    if (!('worker' in state)) {
      this.#state = { kind: 'closed' }
      return queue.close()
    }
    const { worker } = state
    this.#state = { kind: 'closing', worker }
    const exit = new Promise((resolve) => worker.once('exit', resolve))
    const cancelDeadline = clock.after(database.limits.store_close_ms, () => void worker.terminate())
    await queue.close()
    worker.postMessage('close' satisfies ToWorker)
    await exit
    cancelDeadline()
  }

  #begin(): State {
    const { database, log } = this.#options
    const program = new URL('./sql/sqlite/worker.ts', import.meta.url)
    const worker = new Worker(program, { workerData: database, env: compileCache() })
    worker.on('message', (message: FromWorker) => this.#heard(worker, message))
    worker.on('error', (cause) => log.error({ cause, thread: database.role }, 'a thread of the store failed'))
    worker.on('exit', () => this.#exited())
    return { kind: 'starting', worker }
  }

  #heard(worker: Worker, message: FromWorker): void {
    const { queue, log, database } = this.#options
    if (message === 'ready') {
      if (this.#state.kind === 'starting') this.#state = { kind: 'up', worker }
      return queue.open((batch) => worker.postMessage(batch satisfies ToWorker))
    }
    if (!('values' in message)) {
      return log.error({ thread: database.role, trouble: message.trouble }, 'the store is in trouble')
    }
    this.#pauseMs = 0
    if (message.trouble !== undefined)
      log.error({ thread: database.role, trouble: message.trouble }, 'the store refused something')
    queue.answered(message)
  }

  #exited(): void {
    if (this.#state.kind === 'closing') this.#state = { kind: 'closed' }
    else this.#state = this.#restartLater()
    this.#options.queue.lost()
  }

  #restartLater(): State {
    const { clock, database } = this.#options
    const { store_restart_ms_min: min, store_restart_ms_max: max } = database.limits
    const restart = (): void => {
      this.#state = this.#begin()
    }
    const cancelRestart = clock.after(this.#pauseMs, restart)
    this.#pauseMs = Math.min(max, Math.max(min, this.#pauseMs * 2))
    return { kind: 'down', cancelRestart }
  }
}

/** Where the server keeps compiled code, if it does: a thread that finds its own there begins with 15 MB less. */
function compileCache(): { NODE_COMPILE_CACHE?: string } {
  const dir = getCompileCacheDir()
  return dir === undefined ? {} : { NODE_COMPILE_CACHE: dirname(dir) } // its last part names the version of Node
}
