// Requests and their replies: ids, what is still unanswered, and how long an answer may take.

import { type Asked, type CommandName, limits, type Message, type Reply, utf8Bytes } from '@hubbub/protocol'

import { failure } from './errors.ts'
import { type Frame, readReply } from './frames.ts'
import type { Clock } from './ports.ts'
import type { EntryChange } from './state/changes.ts'
import { withEntry } from './state/entries.ts'
import type { Answered } from './state/happening.ts'

interface Pending {
  /** The changes to entries that were told since it was asked. */
  readonly changes: EntryChange[]
  succeed(ok: unknown): void
  fail(cause: unknown): void
  cancelTimer(): void
}

type Answer = Extract<Frame, { kind: 'reply' | 'refusal' }>

export interface RequestPorts {
  readonly clock: Clock
  /** False when there is no line to send on. */
  send(text: string): boolean
  /** A command has been carried out; told in the order of the server's frames, before the promise of `ask` resolves. */
  answered(answered: Answered): void
  /** The server owes an answer for too long: the line is as good as gone. */
  silent(): void
}

export class Requests {
  readonly #ports: RequestPorts
  readonly #pending = new Map<number, Pending>()
  #lastId = 0

  constructor(ports: RequestPorts) {
    this.#ports = ports
  }

  /** Sends a request. Rejects with the server's refusal, or with `offline` when the line goes before the answer came. */
  ask<Name extends CommandName>(name: Name, input: Asked<Name>): Promise<Reply<Name>> {
    const id = ++this.#lastId
    const text = JSON.stringify({ id, do: name, with: input })
    // A frame that is too large makes a server hang up, again each time it is sent.
    if (utf8Bytes(text) > limits.frame_bytes_max) return Promise.reject(failure('too-long'))
    if (!this.#ports.send(text)) return Promise.reject(failure('offline'))
    const { promise, resolve, reject } = Promise.withResolvers<Reply<Name>>()
    const cancelTimer = this.#ports.clock.after(limits.request_timeout_ms, () => this.#ports.silent())
    const changes: EntryChange[] = []
    const succeed = (ok: unknown): void => {
      const answered = upToDate({ name, input, reply: readReply(name, ok) } as Answered, changes)
      this.#ports.answered(answered)
      resolve(answered.reply as Reply<Name>)
    }
    this.#pending.set(id, { changes, succeed, fail: reject, cancelTimer })
    return promise
  }

  /** An entry was changed; pages of history that are on their way may have been read before it was. */
  changed(change: EntryChange): void {
    for (const { changes } of this.#pending.values()) changes.push(change)
  }

  answer(frame: Answer): void {
    const pending = this.#take(frame.re)
    if (pending === undefined) return
    if (frame.kind === 'refusal') return pending.fail(frame.error)
    try {
      pending.succeed(frame.ok)
    } catch (cause) {
      pending.fail(cause)
    }
  }

  /** The line is gone, and with it every answer. */
  abandon(): void {
    for (const id of this.#pending.keys()) this.#take(id)?.fail(failure('offline'))
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id)
    pending?.cancelTimer()
    this.#pending.delete(id)
    return pending
  }
}

function upToDate(answered: Answered, changes: readonly EntryChange[]): Answered {
  if (answered.name !== 'message.history' || changes.length === 0) return answered
  const { reply } = answered
  const ours = changes.filter(({ room }) => room === reply.entries[0]?.room)
  const entries = ours.reduce<readonly Message[]>((now, { seq, make }) => withEntry(now, seq, make), reply.entries)
  return { ...answered, reply: { ...reply, entries: [...entries] } }
}
