// One attempt at an upload: sends what the server does not have yet, and gives up when nothing moves any more.

import { limits } from '@hubbub/protocol'

import { failure } from '../errors.ts'
import type { Answer, Sending } from '../ports.ts'
import { bearer, isOnServer, orUnreachable, reach } from './reach.ts'
import type { Course, Upload, UploadPorts } from './course.ts'

export interface AttemptOf {
  readonly file: Upload
  readonly course: Course
  /** The upload has an address from now on. */
  begins(url: string): void
}

export class Attempt {
  readonly #ports: UploadPorts
  readonly #of: AttemptOf
  readonly #lost = Promise.withResolvers<never>()
  #url: string | undefined
  #from: number | undefined
  #stopSending: () => void = () => {}
  #cancelTimer: () => void = () => {}

  constructor(ports: UploadPorts, of: AttemptOf) {
    this.#ports = ports
    this.#of = of
    this.#url = of.course.url
  }

  /** From which byte on it sends; undefined when it never came to that. */
  get from(): number | undefined {
    return this.#from
  }

  /** What the server says in the end; where an earlier attempt had sent everything, it is asked for. */
  async lastWord(): Promise<Answer> {
    const answer = await this.#send()
    if (answer.status >= 300 || answer.body !== '' || this.#url === undefined) return answer
    const { token } = this.#of.course.as
    const { status, text } = await reach(this.#ports.http, { method: 'GET', url: this.#url, headers: bearer(token) })
    return { status, body: await orUnreachable(text()) }
  }

  stop(): void {
    this.#cancelTimer()
    this.#stopSending()
  }

  async #send(): Promise<Answer> {
    this.#moved()
    const { answer, stop } = this.#ports.send(this.#sending())
    this.#stopSending = stop
    try {
      const last = await Promise.race([answer, this.#lost.promise])
      if (last === undefined) throw failure('unreachable')
      return last
    } finally {
      this.stop()
    }
  }

  #sending(): Sending {
    const { file, course } = this.#of
    const { room, name, body = '', reply, bytes, source } = file
    return {
      endpoint: `${this.#ports.server}/uploads`,
      begun: course.url,
      metadata: {
        room,
        name,
        clientId: course.clientId,
        ...(body === '' ? {} : { body }),
        ...(reply === undefined ? {} : { reply: String(reply) }),
      },
      token: course.as.token,
      bytes,
      source,
      begins: (url) => this.#begins(url),
      progress: (sent) => this.#progress(sent),
    }
  }

  /** The address comes from the server; it may name an upload there, and nothing else. */
  #begins(url: string): void {
    if (!isOnServer(url, `${this.#ports.server}/uploads/`)) {
      this.stop()
      return this.#lost.reject(failure('bad-reply'))
    }
    this.#url = url
    this.#of.begins(url)
  }

  #progress(sent: number): void {
    this.#from ??= sent
    this.#moved()
    this.#of.file.progress?.(sent)
  }

  #moved(): void {
    this.#cancelTimer()
    const lose = (): void => this.#lost.reject(failure('unreachable'))
    this.#cancelTimer = this.#ports.clock.after(limits.request_timeout_ms, lose)
  }
}
