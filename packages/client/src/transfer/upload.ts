// Sends a file into a room: one attempt after another, each going on where the last one stopped, all under one clientId.

import { limits } from '@hubbub/protocol'

import { ClientError, failure, isError } from '../errors.ts'
import type { Begun } from '../ports.ts'
import { backOffMs } from '../recovery/back-off.ts'
import { understand } from './answer.ts'
import { Attempt } from './attempt.ts'
import type { Course, Shared, Speaker, Upload, UploadPorts } from './course.ts'
import { bearer } from './reach.ts'

/** Resolves when the server has stored the file and told the room; tries again while that may help. */
export async function upload(ports: UploadPorts, file: Upload): Promise<Shared> {
  if (file.signal?.aborted === true) throw failure('cancelled')
  const { promise: cancelled, reject } = Promise.withResolvers<never>()
  const cancel = (): void => reject(failure('cancelled'))
  file.signal?.addEventListener('abort', cancel)
  const uploading = new Uploading(ports, file)
  try {
    return await Promise.race([uploading.run(), cancelled])
  } catch (cause) {
    await uploading.end(cause)
    throw cause
  } finally {
    uploading.release()
    file.signal?.removeEventListener('abort', cancel)
  }
}

class Uploading {
  readonly #ports: UploadPorts
  readonly #file: Upload
  #course: Course | undefined
  /** Under what it is remembered. */
  #key: string | undefined
  #attempt: Attempt | undefined
  #failures = 0
  /** The furthest byte from which an attempt has sent. */
  #from = 0
  #isOver = false
  #cancelPause: () => void = () => {}

  constructor(ports: UploadPorts, file: Upload) {
    this.#ports = ports
    this.#file = file
  }

  async run(): Promise<Shared> {
    for (;;) {
      try {
        const as = await this.#ports.speaker()
        if (this.#isOver) throw failure('cancelled')
        return await this.#try(this.#courseAs(as))
      } catch (cause) {
        this.#failed()
        const mayHelp = cause instanceof ClientError && cause.retry && !this.#isOver
        if (!mayHelp || this.#failures >= limits.upload_attempts_max) throw cause
      }
      await this.#pause()
    }
  }

  /** As long as attempts bring it forward there may be any number of them. */
  #failed(): void {
    const from = this.#attempt?.from ?? 0
    this.#failures = from > this.#from ? 1 : this.#failures + 1
    this.#from = Math.max(from, this.#from)
  }

  /** What may still come to an end, in another run perhaps, stays remembered. */
  async end(cause: unknown): Promise<void> {
    this.#isOver = true
    this.#cancelPause()
    this.#attempt?.stop()
    const isFinal = cause instanceof ClientError && !cause.retry && cause.code !== 'closed'
    if (isError(cause, 'cancelled')) await this.#tellCancelled()
    if (isFinal) this.#moveTo(undefined)
  }

  async #try(course: Course): Promise<Shared> {
    this.#course = course
    const begins = (url: string): void => this.#moveTo(url)
    this.#attempt = new Attempt(this.#ports, { file: this.#file, course, begins })
    const answer = understand(await this.#attempt.lastWord(), this.#ports.clock.now())
    const isLost = answer.kind === 'unknown-upload' && this.#course.url !== undefined
    if (answer.kind === 'shared' || isLost) this.#moveTo(undefined)
    if (answer.kind === 'shared') return answer.shared
    throw isLost ? failure('unreachable') : answer.error
  }

  /** Whoever is somebody else by now cannot go on; in another history everything begins anew. */
  #courseAs(as: Speaker): Course {
    const before = this.#course
    if (before?.as.epoch === as.epoch) {
      if (before.as.person !== as.person) throw failure('uncertain')
      return { ...before, as }
    }
    const begun = this.#takeUp(as)
    const clientId = begun?.clientId ?? before?.clientId ?? this.#file.clientId ?? this.#ports.nextClientId()
    return { as, clientId, url: begun?.url }
  }

  /** Remembers the address, for this run and others; without one it is forgotten. */
  #moveTo(url: string | undefined): void {
    if (this.#course === undefined || (this.#isOver && url !== undefined)) return
    this.#course = { ...this.#course, url }
    const { clientId } = this.#course
    if (this.#key !== undefined)
      this.#ports.unfinished.save(this.#key, url === undefined ? undefined : { url, clientId })
  }

  /** The same person sharing the same file in the same place and words goes on; twice at a time, they are two. */
  #takeUp({ epoch, person }: Speaker): Begun | undefined {
    const { room, name, body = '', reply = 0, fingerprint } = this.#file
    const { server, busy, unfinished } = this.#ports
    this.release()
    const key = JSON.stringify([server, epoch, person, room, name, body, reply, fingerprint])
    if (fingerprint === undefined || busy.has(key)) return undefined
    busy.add(key)
    this.#key = key
    return unfinished.load(key)
  }

  release(): void {
    if (this.#key !== undefined) this.#ports.busy.delete(this.#key)
    this.#key = undefined
  }

  async #pause(): Promise<void> {
    const { clock, random } = this.#ports
    const { promise, resolve } = Promise.withResolvers<void>()
    const cancel = clock.after(backOffMs(this.#failures - 1, random), resolve)
    this.#cancelPause = resolve
    await promise
    cancel()
  }

  /** A server that cannot be told lets go of what is never finished by itself. */
  async #tellCancelled(): Promise<void> {
    if (this.#course?.url === undefined) return
    const { as, url } = this.#course
    const { promise: tooLong, resolve } = Promise.withResolvers<void>()
    const cancelTimer = this.#ports.clock.after(limits.client_leave_ms, resolve)
    const headers = { ...bearer(as.token), 'tus-resumable': '1.0.0' }
    const told = this.#ports.http({ method: 'DELETE', url, headers }).then(({ text }) => text())
    await Promise.race([told.catch(() => {}), tooLong])
    cancelTimer()
  }
}
