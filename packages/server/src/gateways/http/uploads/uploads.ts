// The uploads of this server: which are open and whose, until when, and for a while what became of those that are done.

import type { Clock, Log } from '@hubbub/core'
import { type Limits, Refusal, refusalOf, type Reply } from '@hubbub/protocol'
import { FileStore } from '@tus/file-store'
import type { Locker, Upload } from '@tus/server'
import { rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'

import { systemRandom } from '../../../random.ts'
import { readUploadId, uploadId } from './id.ts'
import { uploadsIn } from './left.ts'
import { openLocks } from './locks.ts'

export interface UploadsOptions {
  readonly dir: string
  readonly clock: Clock
  readonly limits: Limits
  readonly log: Log
}

export type Shared = Reply<'file.share'>
export type Share = (content: AsyncIterable<Uint8Array>) => Promise<Shared>

/** An upload of which everything has come. */
export interface Whole {
  readonly id: string
  readonly bytes: number
}

/** What became of an upload. */
export interface Done {
  readonly bytes: number
  readonly outcome: Shared | Refusal
}

interface Open {
  readonly person: number
  /** Stops the clock that would end its time. */
  readonly cancel: () => void
}

export class Uploads {
  readonly locks: Locker = openLocks()
  /** Where tus keeps what has come. */
  readonly files: FileStore
  readonly #options: UploadsOptions
  readonly #open = new Map<string, Open>()
  readonly #sharing = new Map<string, Promise<Shared>>()
  /** Those that were done first are forgotten first. */
  readonly #done = new Map<string, Done>()

  constructor(options: UploadsOptions) {
    this.#options = options
    for (const id of uploadsIn(options.dir)) {
      if (this.until(id) > options.clock.now()) this.#keep(id)
      else void this.drop(id)
    }
    this.files = new FileStore({ directory: options.dir })
    // Time goes by the clock that was handed in, so tus is not told how much of it there is.
    this.files.extensions = ['creation', 'creation-with-upload', 'expiration', 'termination']
  }

  /** A name for a new upload of somebody. */
  name(person: number): string {
    return uploadId({ person, at: this.#options.clock.now() }, systemRandom.secret())
  }

  isOpen(id: string): boolean {
    return this.#open.has(id)
  }

  done(id: string): Done | undefined {
    return this.#done.get(id)
  }

  /** How much has come of an upload, and what was said of it; undefined if it is not there any more. */
  find(id: string): Promise<Upload | undefined> {
    return this.files.getUpload(id).catch(() => undefined)
  }

  /** Until when an upload may go on. */
  until(id: string): number {
    return (readUploadId(id)?.at ?? 0) + this.#options.limits.upload_kept_ms
  }

  /** Begins an upload, if it is within what there may be; refuses it otherwise. */
  async begin(id: string, bytes: number): Promise<void> {
    const { limits } = this.#options
    if (bytes > limits.file_bytes_max) throw new Refusal('file-too-large')
    await this.checkSpace(bytes)
    if (this.#open.size >= limits.uploads_open_max) throw new Refusal('busy')
    if (this.#countOf(id) >= limits.uploads_open_per_person_max) throw new Refusal('too-many')
    this.#keep(id)
  }

  /** Refuses when so many bytes more would leave too little of the disk. */
  async checkSpace(bytes: number): Promise<void> {
    const { dir, limits } = this.#options
    const { bavail, bsize } = await statfs(dir)
    if (bavail * bsize - bytes < limits.disk_free_bytes_min) throw new Refusal('storage-full')
  }

  /** Shares what has come whole, once: whoever asks meanwhile is told the same. */
  share(whole: Whole, share: Share): Promise<Shared> {
    const { id } = whole
    const known = this.#sharing.get(id)
    if (known !== undefined) return known
    const sharing = this.#share(whole, share).finally(() => this.#sharing.delete(id))
    this.#sharing.set(id, sharing)
    return sharing
  }

  /** Forgets an upload and what came of it. */
  async drop(id: string): Promise<void> {
    this.#open.get(id)?.cancel()
    this.#open.delete(id)
    const path = join(this.#options.dir, id)
    try {
      await Promise.all([rm(path, { force: true }), rm(`${path}.json`, { force: true })])
    } catch (cause) {
      this.#options.log.warn({ err: cause, upload: id }, 'an upload could not be removed')
    }
  }

  async #share({ id, bytes }: Whole, share: Share): Promise<Shared> {
    try {
      const shared = await share(this.#contentOf(id))
      await this.#end(id, { bytes, outcome: shared })
      return shared
    } catch (cause) {
      const refusal = refusalOf(cause)
      // What may be asked again as it is, can be: the bytes stay.
      if (!refusal.retry) await this.#end(id, { bytes, outcome: refusal })
      throw refusal
    }
  }

  /** Opens the file when somebody reads, so that it is not left open when nobody does. */
  async *#contentOf(id: string): AsyncGenerator<Uint8Array> {
    yield* this.files.read(id) as AsyncIterable<Buffer>
  }

  async #end(id: string, done: Done): Promise<void> {
    const [oldest] = this.#done.keys()
    if (oldest !== undefined && this.#done.size >= this.#options.limits.uploads_done_max) this.#done.delete(oldest)
    this.#done.set(id, done)
    await this.drop(id)
  }

  #keep(id: string): void {
    const { clock } = this.#options
    const cancel = clock.after(Math.max(0, this.until(id) - clock.now()), () => void this.#expire(id))
    this.#open.set(id, { person: personOf(id), cancel })
  }

  async #expire(id: string): Promise<void> {
    // A clock may not be able to wait that long.
    if (this.until(id) > this.#options.clock.now()) return this.#keep(id)
    const lock = this.locks.newLock(id)
    await lock.lock(new AbortController().signal, () => undefined)
    await this.drop(id)
    await lock.unlock()
  }

  #countOf(id: string): number {
    const mine = personOf(id)
    return this.#open.values().reduce((count, { person }) => count + (person === mine ? 1 : 0), 0)
  }
}

const personOf = (id: string): number => readUploadId(id)?.person ?? 0
