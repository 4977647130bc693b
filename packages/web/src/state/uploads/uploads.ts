// What is being shared in each room, from when it is chosen until the server has it; what was sent off goes on after a reload.

import { ClientError, type Client } from '@hubbub/client'
import { errors, limits } from '@hubbub/protocol'

export interface Sharing {
  /** Under it the server knows the file once, however often it is sent. */
  readonly id: string
  readonly room: string
  readonly name: string
  readonly file: Blob
  /** Words that go with it. */
  readonly body?: string | undefined
  /** The entry that it answers. */
  readonly reply?: number | undefined
  readonly status: SharingStatus
}

export type SharingStatus =
  /** Waits for its sender to say so. */
  | { readonly kind: 'chosen' }
  /** Waits for those before it in the room. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending'; readonly sent: number }
  /** It may be tried again, or (`refused`) is never taken. */
  | { readonly kind: 'failed' | 'refused'; readonly cause: unknown }

/** What is kept of one that was sent off, until the server has it. */
export interface KeptSharing extends Omit<Sharing, 'status'> {
  readonly at: number
  readonly person: number
  readonly epoch: string
}

/** Where they are kept. Rejects where nothing can be kept; then a reload ends what is under way. */
export interface KeepSharings {
  all(): Promise<readonly KeptSharing[]>
  save(kept: KeptSharing): Promise<void>
  remove(id: string): Promise<void>
}

export interface UploadsPorts {
  readonly client: Pick<Client, 'upload' | 'state' | 'subscribe'>
  readonly keep: KeepSharings
  now(): number
  nextId(): string
  /** Does it unless another page is at it; then resolves at once. */
  alone(id: string, act: () => Promise<void>): Promise<void>
}

/** What is chosen: a file with its name. */
export type Chosen = Blob & { readonly name: string }

type Speaker = Pick<KeptSharing, 'person' | 'epoch'>

const none: readonly Sharing[] = []

export class Uploads {
  readonly #ports: UploadsPorts
  readonly #listeners = new Set<() => void>()
  readonly #byRoom = new Map<string, readonly Sharing[]>()
  readonly #underWay = new Map<string, AbortController>()
  /** How many bytes are kept of each. */
  readonly #kept = new Map<string, number>()
  /** Those that an earlier page left, until it is known whether they are ours. */
  readonly #unsure = new Set<string>()

  constructor(ports: UploadsPorts) {
    this.#ports = ports
  }

  in(room: string): readonly Sharing[] {
    return this.#byRoom.get(room) ?? none
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Resolves with how many were too many. */
  choose(room: string, files: readonly Chosen[]): number {
    const all = [...this.#byRoom.values()].reduce((count, sharings) => count + sharings.length, 0)
    const taken = files.slice(0, Math.max(0, limits.web_uploads_waiting_max - all))
    const added = taken.map((file): Sharing => {
      const status: SharingStatus = this.#fits(file) ? { kind: 'chosen' } : { kind: 'refused', cause: tooLarge() }
      return { id: this.#ports.nextId(), room, name: file.name || 'file', file, status }
    })
    if (added.length > 0) this.#set(room, [...this.in(room), ...added])
    return files.length - taken.length
  }

  /** Sends off what was chosen in a room, the words with the first of it. Tells whether there was anything. */
  go(room: string, words: Pick<Sharing, 'body' | 'reply'>): boolean {
    const first = this.in(room).find(({ status }) => status.kind === 'chosen')
    if (first === undefined) return false
    const waiting = { status: { kind: 'waiting' } } as const
    const went = this.in(room).map((one) =>
      one.status.kind !== 'chosen' ? one : { ...one, ...waiting, ...(one === first ? words : {}) },
    )
    this.#set(room, went)
    for (const one of went) if (one.status.kind === 'waiting') void this.#save(one)
    this.#next(room)
    return true
  }

  retry(id: string): void {
    const one = this.#find(id)
    if (one?.status.kind !== 'failed') return
    this.#become(id, { kind: 'waiting' })
    void this.#save(one)
    this.#next(one.room)
  }

  /** Takes it away, wherever it stands. */
  remove(id: string): void {
    const one = this.#find(id)
    if (one === undefined) return
    this.#set(
      one.room,
      this.in(one.room).filter((other) => other.id !== id),
    )
    void this.#forget(id)
    this.#underWay.get(id)?.abort()
  }

  /**
   * Goes on with what an earlier page sent off, if it was the same person in the same history: shown as soon as they seem to be,
   * sent when the server says that they are.
   */
  async restore(): Promise<void> {
    const kept = (await this.#ports.keep.all().catch(() => [])).toSorted((before, after) => before.at - after.at)
    if (kept.length === 0) return
    for (const { id, file } of kept) this.#kept.set(id, file.size)
    const { me: known, epoch } = this.#ports.client.state.session
    if (known !== undefined && epoch !== undefined) this.#show(kept, { person: known.id, epoch })
    const me = await this.#identity()
    this.#show(kept, me)
    this.#unsure.clear()
    for (const one of kept) {
      if (isBy(one, me)) continue
      await this.#forget(one.id)
      this.remove(one.id)
    }
    for (const room of this.#byRoom.keys()) this.#next(room)
  }

  /** What was called off meanwhile is not shown again. */
  #show(kept: readonly KeptSharing[], me: Speaker): void {
    for (const one of kept) {
      const { id, room, name, file, body, reply } = one
      if (!isBy(one, me) || !this.#kept.has(id) || this.#find(id) !== undefined) continue
      this.#unsure.add(id)
      this.#set(room, [...this.in(room), { id, room, name, file, body, reply, status: { kind: 'waiting' } }])
    }
  }

  // ── One after another ──────────────────────────────────────────────────────────────────────────────────────────────

  /** In a room they go in the order in which they were chosen. */
  #next(room: string): void {
    const sharings = this.in(room)
    if (sharings.some(({ status }) => status.kind === 'sending')) return
    const one = sharings.find(({ status }) => status.kind === 'waiting')
    if (one === undefined || this.#unsure.has(one.id)) return
    this.#become(one.id, { kind: 'sending', sent: 0 })
    void this.#run(one)
  }

  async #run(one: Sharing): Promise<void> {
    try {
      await this.#ports.alone(one.id, () => this.#send(one))
      this.#drop(one)
    } catch (cause) {
      // What will never be taken is not tried again by another page; this one may still be asked to.
      if (cause instanceof ClientError && !cause.retry && cause.code !== 'closed') void this.#forget(one.id)
      this.#become(one.id, { kind: 'failed', cause })
    }
    this.#next(one.room)
  }

  async #send({ id, room, name, file, body, reply }: Sharing): Promise<void> {
    const controller = new AbortController()
    this.#underWay.set(id, controller)
    const progress = (sent: number): void => this.#become(id, { kind: 'sending', sent })
    const more = { bytes: file.size, source: file, clientId: id, fingerprint: id, progress, signal: controller.signal }
    try {
      await this.#ports.client.upload({ room, name, body, reply, ...more })
      await this.#forget(id)
    } finally {
      this.#underWay.delete(id)
    }
  }

  // ── What is kept ───────────────────────────────────────────────────────────────────────────────────────────────────

  async #save({ id, room, name, file, body, reply }: Sharing): Promise<void> {
    const { me, epoch } = this.#ports.client.state.session
    const bytes = [...this.#kept.values()].reduce((sum, kept) => sum + kept, file.size)
    const isTooMuch = this.#kept.size >= limits.web_uploads_kept_max || bytes > limits.web_uploads_kept_bytes_max
    if (me === undefined || epoch === undefined || (isTooMuch && !this.#kept.has(id))) return
    this.#kept.set(id, file.size)
    const kept = { id, room, name, file, body, reply, at: this.#ports.now(), person: me.id, epoch }
    // A browser that keeps nothing costs going on after a reload, and nothing else.
    await this.#ports.keep.save(kept).catch(() => {})
    if (this.#find(id) === undefined) await this.#forget(id)
  }

  async #forget(id: string): Promise<void> {
    if (this.#kept.delete(id)) await this.#ports.keep.remove(id).catch(() => {})
  }

  /** Whoever we turn out to be. */
  async #identity(): Promise<Speaker> {
    const { client } = this.#ports
    const { promise, resolve } = Promise.withResolvers<Speaker>()
    const look = (): void => {
      const { session, connection } = client.state
      if (connection.phase !== 'live' || session.me === undefined || session.epoch === undefined) return
      resolve({ person: session.me.id, epoch: session.epoch })
    }
    const unsubscribe = client.subscribe(look)
    look()
    return promise.finally(unsubscribe)
  }

  // ── The rows ───────────────────────────────────────────────────────────────────────────────────────────────────────

  #fits(file: Blob): boolean {
    return file.size <= (this.#ports.client.state.session.server?.file_bytes_max ?? limits.file_bytes_max)
  }

  #find(id: string): Sharing | undefined {
    return [...this.#byRoom.values()].flat().find((one) => one.id === id)
  }

  #become(id: string, status: SharingStatus): void {
    const one = this.#find(id)
    if (one !== undefined)
      this.#set(
        one.room,
        this.in(one.room).map((other) => (other === one ? { ...one, status } : other)),
      )
  }

  #drop({ id, room }: Sharing): void {
    this.#set(
      room,
      this.in(room).filter((other) => other.id !== id),
    )
  }

  #set(room: string, sharings: readonly Sharing[]): void {
    if (sharings.length === 0) this.#byRoom.delete(room)
    else this.#byRoom.set(room, sharings)
    for (const listener of this.#listeners) listener()
  }
}

function isBy({ person, epoch }: KeptSharing, me: Speaker): boolean {
  return person === me.person && epoch === me.epoch
}

function tooLarge(): ClientError {
  return new ClientError({ code: 'file-too-large', ...errors['file-too-large'] })
}
