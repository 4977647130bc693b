// Reading a room on a screen that scrolls without an end either way: asks for pages, and follows what happens.

import { limits, type Message } from '@hubbub/protocol'

import type { Client } from '../options.ts'
import { ClientError, failure } from '../errors.ts'
import { changeOf, type EntryChange } from '../state/changes.ts'
import type { Happening } from '../state/happening.ts'
import type { State } from '../state/index.ts'
import type { Timeline } from '../state/messages.ts'
import { type Load, readPage } from './pages.ts'
import {
  changedBy,
  followed,
  isBlank,
  isLeftBehind,
  joined,
  newestOf,
  nothingSeen,
  type Page,
  type Window,
  withPage,
} from './window.ts'

export interface ReadingState {
  /** Ascending, and without anything missing between them. */
  readonly entries: readonly Message[]
  /** There is nothing older. */
  readonly atStart: boolean
  /** What is said from now on follows by itself. */
  readonly atEnd: boolean
  readonly loading: 'none' | 'older' | 'newer' | 'jump'
  /** Why the last page could not be read. When there is a connection again it is read by itself. */
  readonly error?: ClientError
  /** Where the last jump went. */
  readonly target?: number
}

/** A room as it is read. What is asked for never rejects: how it ended is in the state. */
export interface Reading {
  readonly state: ReadingState
  /** Tells that there is another state. Returns how to be told no more. */
  readonly subscribe: (listener: () => void) => () => void
  /** Reads what comes before what is shown; what is too much at the other end is let go of. */
  older(): Promise<void>
  newer(): Promise<void>
  /** Goes to an entry, and what stands around it. */
  jumpTo(seq: number): Promise<void>
  /** Goes to the newest entries. */
  latest(): Promise<void>
  close(): void
}

export interface ReadingOptions {
  /** Begins there, and not with the newest entries. */
  readonly at?: number | undefined
}

type ReadableClient = Pick<Client, 'state' | 'subscribe' | 'do'>

/** Begins to read a room, named by its slug. */
export function openReading(client: ReadableClient, room: string, options: ReadingOptions = {}): Reading {
  return new LiveReading(client, room, options)
}

const shownAs = {
  older: 'older',
  newer: 'newer',
  jump: 'jump',
  latest: 'jump',
  again: 'none',
} as const satisfies Record<Load['kind'], ReadingState['loading']>

/** These are about what is shown, and wait for what is under way; the others replace it. */
const stays: ReadonlySet<Load['kind']> = new Set<Load['kind']>(['older', 'newer', 'again'])

/** `changes` are those that came since it was asked: what was read first may be of before them. */
interface Running {
  readonly load: Load
  readonly done: Promise<void>
  readonly changes: EntryChange[]
}

class LiveReading implements Reading {
  readonly #client: ReadableClient
  readonly #room: string
  readonly #listeners = new Set<() => void>()
  readonly #unsubscribe: () => void
  #window: Window
  #state: ReadingState
  #running: Running | undefined
  /** What could not be read; it is when there is a connection again. */
  #owed: readonly Load[] = []
  #isAble: boolean
  #isClosed = false

  constructor(client: ReadableClient, room: string, { at }: ReadingOptions) {
    this.#client = client
    this.#room = room
    this.#window = at === undefined ? newestOf(this.#timeline()) : nothingSeen
    this.#state = { ...shown(this.#window), loading: 'none' }
    this.#isAble = isAble(client.state, room)
    this.#unsubscribe = client.subscribe((happening, state) => this.#happened(happening, state))
    if (at !== undefined) void this.jumpTo(at)
    else if (isShort(this.#window)) void this.older()
  }

  // ── What is asked of it ────────────────────────────────────────────────────────────────────────────────────────────

  get state(): ReadingState {
    return this.#state
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async older(): Promise<void> {
    if (!this.#window.atStart) await this.#load({ kind: isBlank(this.#window) ? 'latest' : 'older' })
  }

  async newer(): Promise<void> {
    if (!this.#window.atEnd) await this.#load({ kind: isBlank(this.#window) ? 'latest' : 'newer' })
  }

  async jumpTo(seq: number): Promise<void> {
    const isShown = this.#window.entries.some((entry) => entry.seq === seq)
    if (isShown) this.#tell({ ...this.#state, target: seq })
    else await this.#load({ kind: 'jump', seq })
  }

  async latest(): Promise<void> {
    if (this.#window.atEnd) return this.#to(this.#window, withoutTarget(this.#state))
    const newest = newestOf(this.#timeline())
    if (isBlank(newest) || isShort(newest)) return this.#load({ kind: 'latest' })
    this.#running = undefined
    this.#to(newest, { loading: 'none' })
  }

  close(): void {
    this.#isClosed = true
    this.#unsubscribe()
    this.#listeners.clear()
  }

  // ── Pages, one at a time ───────────────────────────────────────────────────────────────────────────────────────────

  /** The same twice is done once; another place than this one does not wait for the page that is on its way. */
  #load(load: Load): Promise<void> {
    const isOwed = this.#owed.some((owed) => isSame(owed, load))
    if (this.#isClosed || (isOwed && !this.#isAble)) return Promise.resolve()
    const running = this.#running
    if (running !== undefined && isSame(running.load, load)) return running.done
    if (running !== undefined && stays.has(load.kind)) return running.done.then(() => this.#still(load))
    const { promise: done, resolve } = Promise.withResolvers<void>()
    void this.#run({ load, done, changes: [] }).finally(resolve)
    return done
  }

  /** Once there is nothing else to wait for, it may not be wanted any more. */
  #still(load: Load): Promise<void> {
    if (load.kind === 'older') return this.older()
    return load.kind === 'newer' ? this.newer() : this.#load(load)
  }

  async #run(running: Running): Promise<void> {
    const { load } = running
    this.#running = running
    this.#owed = stays.has(load.kind) ? this.#owed.filter((owed) => !isSame(owed, load)) : []
    const window = load.kind === 'older' ? { ...this.#window, looksAt: 'start' as const } : this.#window
    const known = this.#timeline()?.upTo ?? 0
    this.#to(window, { loading: shownAs[load.kind], ...targetOf(this.#state) })
    try {
      const page = await readPage({ client: this.#client, room: this.#room }, window, load)
      if (this.#running === running) this.#arrived(running, page, known)
    } catch (cause) {
      if (this.#running === running) this.#failed(load, cause)
    }
  }

  #arrived({ load, changes }: Running, page: Page, known: number): void {
    const arrived = changes.reduce(changedBy, withPage(this.#window, page, known))
    const window = joined(arrived, page, this.#timeline())
    this.#running = undefined
    if (load.kind === 'jump') this.#to(window, { loading: 'none', target: load.seq })
    else this.#to(window, { loading: 'none', ...(load.kind === 'latest' ? {} : targetOf(this.#state)) })
  }

  #failed(load: Load, cause: unknown): void {
    this.#running = undefined
    this.#owed = [...this.#owed, load]
    const error = cause instanceof ClientError ? cause : failure('bad-reply')
    this.#to(this.#window, { loading: 'none', error, ...targetOf(this.#state) })
  }

  // ── What happens meanwhile ─────────────────────────────────────────────────────────────────────────────────────────

  #happened(happening: Happening, state: State): void {
    if (happening.kind === 'anew') this.#forget()
    const change = changeOf(happening)
    const isOurs = change?.room === this.#room
    if (isOurs) this.#running?.changes.push(change)
    const changed = isOurs ? changedBy(this.#window, change) : this.#window
    const timeline = state.messages.get(this.#room)
    const isBehind = isLeftBehind(changed, timeline)
    this.#to(followed(changed, timeline), { ...withoutTarget(this.#state), ...targetOf(this.#state) })
    if (isBehind) void this.#load({ kind: 'latest' })
    else if (isSkipped(happening, this.#room) && !isBlank(this.#window)) void this.#load({ kind: 'again' })
    this.#nowAble(isAble(state, this.#room))
  }

  /** Another history: nothing of what is shown is true any more. */
  #forget(): void {
    this.#running = undefined
    this.#owed = [{ kind: 'latest' }]
    this.#to(nothingSeen, { loading: 'none' })
  }

  #nowAble(isAble: boolean): void {
    const isBack = isAble && !this.#isAble
    this.#isAble = isAble
    if (isBack) for (const load of this.#owed) void this.#load(load)
  }

  #timeline(): Timeline | undefined {
    return this.#client.state.messages.get(this.#room)
  }

  // ── What is shown ──────────────────────────────────────────────────────────────────────────────────────────────────

  #to(window: Window, about: About): void {
    const was = this.#state
    const now: ReadingState = { ...shown(window), ...about }
    const isSame = window.entries === was.entries && window.atStart === was.atStart && window.atEnd === was.atEnd
    this.#window = window
    if (isSame && now.loading === was.loading && now.error === was.error && now.target === was.target) return
    this.#tell(now)
  }

  #tell(state: ReadingState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

type About = Omit<ReadingState, 'entries' | 'atStart' | 'atEnd'>

function shown({ entries, atStart, atEnd }: Window): Pick<ReadingState, 'entries' | 'atStart' | 'atEnd'> {
  return { entries, atStart, atEnd }
}

function withoutTarget({ loading, error }: ReadingState): About {
  return error === undefined ? { loading } : { loading, error }
}

function targetOf({ target }: ReadingState): { target?: number } {
  return target === undefined ? {} : { target }
}

/** A screen needs something to scroll on from. */
function isShort({ atStart, entries }: Window): boolean {
  return !atStart && entries.length < limits.history_page_entries_max
}

function isSame(one: Load, other: Load): boolean {
  return one.kind === other.kind && (one.kind !== 'jump' || other.kind !== 'jump' || one.seq === other.seq)
}

/** Too much was missed to be told, of changes as well. */
function isSkipped(happening: Happening, slug: string): boolean {
  if (happening.kind !== 'event' || happening.event.name !== 'room.resumed') return false
  const { room, skipped } = happening.event.payload
  return room === slug && skipped === true
}

function isAble({ connection: { phase }, rooms }: State, room: string): boolean {
  return (phase === 'live' || phase === 'resuming') && rooms.has(room)
}
