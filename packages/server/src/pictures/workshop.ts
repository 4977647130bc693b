// The process for pictures and the jobs that wait for it: begun with the first picture, ended when nobody needs it any more.

import type { Clock, Log } from '@hubbub/core'
import { type Limits, Refusal } from '@hubbub/protocol'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

import type { Answer, Answers, Job } from './jobs.ts'

export interface WorkshopPorts {
  readonly clock: Clock
  readonly limits: Limits
  readonly log: Log
}

export function beginProcess(limits: Limits): ChildProcess {
  return fork(new URL('./worker/index.ts', import.meta.url), {
    execArgv: [`--max-old-space-size=${limits.picture_process_heap_mebibytes_max}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

interface Waiting {
  readonly job: Job
  readonly resolve: (done: Answers[keyof Answers]) => void
  readonly reject: (cause: unknown) => void
}

/** `cancel` keeps what is to happen after a while from happening: the end of a job that takes too long, or of an idle process. */
type State =
  | { readonly kind: 'none' | 'closed' }
  | { readonly kind: 'idle'; readonly child: ChildProcess; readonly cancel: () => void }
  | { readonly kind: 'busy'; readonly child: ChildProcess; readonly cancel: () => void; readonly current: Waiting }

/** One job at a time: pictures take memory, and the messages of others go first. */
export class Workshop {
  readonly #ports: WorkshopPorts
  readonly #process: typeof beginProcess
  readonly #waiting: Waiting[] = []
  #state: State = { kind: 'none' }

  constructor(ports: WorkshopPorts, process = beginProcess) {
    this.#ports = ports
    this.#process = process
  }

  /** Rejects with `busy` when too many wait, `picture-too-large` when it takes too long, `unavailable` when the process fails. */
  ask<Name extends keyof Answers>(job: Extract<Job, { job: Name }>): Promise<Answers[Name]> {
    return new Promise((resolve, reject) => {
      if (this.#state.kind === 'closed') return reject(new Refusal('closing'))
      if (this.#waiting.length >= this.#ports.limits.pictures_waiting_max) return reject(new Refusal('busy'))
      this.#waiting.push({ job, resolve: resolve as Waiting['resolve'], reject })
      this.#next()
    })
  }

  /** What waits is refused; resolves when the process has ended. */
  async close(): Promise<void> {
    const state = this.#state
    this.#state = { kind: 'closed' }
    for (const { reject } of this.#waiting.splice(0)) reject(new Refusal('closing'))
    if (!('child' in state)) return
    state.cancel()
    if (state.kind === 'busy') state.current.reject(new Refusal('closing'))
    await ended(state.child)
  }

  #next(): void {
    if (this.#state.kind !== 'none' && this.#state.kind !== 'idle') return
    const current = this.#waiting.shift()
    if (current === undefined) return
    if (this.#state.kind === 'idle') this.#state.cancel()
    const child = this.#state.kind === 'idle' ? this.#state.child : this.#begin()
    const cancel = this.#ports.clock.after(this.#ports.limits.picture_ms_max, () => this.#tooLong(child))
    this.#state = { kind: 'busy', child, cancel, current }
    child.ref()
    child.channel?.ref()
    child.send(current.job, (cause) => {
      if (cause !== null) child.kill('SIGKILL') // it has gone, or is about to; its end tells whoever waits
    })
  }

  #begin(): ChildProcess {
    const child = this.#process(this.#ports.limits)
    child.on('message', (answer: Answer) => this.#answered(child, answer))
    child.on('error', (cause) => {
      child.kill('SIGKILL')
      this.#ended(child, cause)
    })
    child.on('exit', (code, signal) => this.#ended(child, `it ended with ${signal ?? code}`))
    return child
  }

  #answered(child: ChildProcess, answer: Answer): void {
    const state = this.#state
    if (state.kind !== 'busy' || state.child !== child) return
    state.cancel()
    const cancel = this.#ports.clock.after(this.#ports.limits.picture_process_idle_ms, () => this.#rest(child))
    this.#state = { kind: 'idle', child, cancel }
    // A process that has nothing to do keeps no server from ending.
    child.unref()
    child.channel?.unref()
    if ('done' in answer) state.current.resolve(answer.done)
    else this.#fail(state.current, answer.failed)
    this.#next()
  }

  #rest(child: ChildProcess): void {
    if (this.#state.kind === 'idle' && this.#state.child === child) this.#state = { kind: 'none' }
    child.disconnect()
  }

  #tooLong(child: ChildProcess): void {
    const state = this.#state
    if (state.kind !== 'busy' || state.child !== child) return
    this.#state = { kind: 'none' }
    child.kill('SIGKILL')
    state.current.reject(new Refusal('picture-too-large'))
    this.#next()
  }

  /** The next job gets a new process. */
  #ended(child: ChildProcess, cause: unknown): void {
    const state = this.#state
    if (!('child' in state) || state.child !== child) return
    state.cancel()
    this.#state = { kind: 'none' }
    if (state.kind === 'busy') this.#fail(state.current, cause)
    this.#next()
  }

  #fail({ reject, job }: Waiting, cause: unknown): void {
    this.#ports.log.error({ cause, job: job.job }, 'a picture could not be worked on')
    reject(new Refusal('unavailable'))
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exit = once(child, 'exit')
  child.ref()
  child.kill('SIGKILL')
  await exit
}
