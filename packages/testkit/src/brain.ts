// The brain alone, over a real store: sessions without sockets, for tests of what is true on every wire.

import {
  type Bus,
  type Chat,
  type Clock,
  createChat,
  type Heard,
  type Listener,
  type Log,
  type Outlet,
  type Pictures,
  type Policy,
  type Ports,
  type Session,
  type SessionOptions,
} from '@hubbub/core'
import { type Asked, type EventName, limits, type Limits, type Reply } from '@hubbub/protocol'
import { localBus, openDiskBlobs, openPasswords, openPictures, openSqliteStore } from '@hubbub/server/parts'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { manualClock, type ManualClock } from './clock.ts'

export interface BrainOptions {
  readonly limits?: Partial<Limits>
  /** How large the database may grow: the way to a full disk. */
  readonly databaseBytesMax?: number
  /** What the operator has decided; it may be changed while the brain works. */
  readonly policy?: Partial<Policy>
  readonly rehash?: () => Promise<string>
  /** Stands between the brain and the local bus, to lose or swap what is told. */
  readonly bus?: (local: Bus) => Bus
}

/** A session whose listener keeps what it hears. */
export interface Ear {
  readonly session: Session
  readonly heard: readonly Heard[]
  readonly ended: boolean
  do: Session['do']
  /** Resolves with the first event of this name, heard already or later, that `fits`. */
  hears<Name extends EventName>(name: Name, fits?: (heard: Extract<Heard, { name: Name }>) => boolean): Promise<Heard>
  /** The bodies heard in a room, in order. */
  bodies(room?: string): string[]
  names(): EventName[]
  drop(): void
}

export interface TestBrain {
  readonly chat: Chat
  readonly ports: Ports & { readonly pictures: Pictures }
  readonly clock: ManualClock
  /** The folder of the store and the files. */
  readonly dir: string
  open(options?: Partial<SessionOptions>): Ear
  /** A session that has identified. */
  person(name: string, options?: Partial<SessionOptions>): Promise<Ear & { readonly entered: Reply<'person.identify'> }>
  /** Resolves in a later turn of the event loop. */
  turn(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const silent: Log = { warn: () => undefined, error: () => undefined }
const log: Log = { ...silent, error: (fields, says) => console.error(says, fields) }

/** Cheap hashes: a test makes accounts by the dozen. */
const testPasswords = openPasswords({ hash: 'test-only', secret: 'the secret of this server' })

const usualPolicy: Policy = { history: true, guests: true, registration: true, alwaysOn: true, operators: [] }

/** The hash of an operator's password, for the policy. */
export async function hashOf(password: string): Promise<string> {
  return (await testPasswords.secretOf(password)).hash
}

export async function testBrain(options: BrainOptions = {}): Promise<TestBrain> {
  const dir = await mkdtemp(join(tmpdir(), 'hubbub-brain-'))
  const clock = manualClock()
  const allLimits = { ...limits, ...options.limits }
  const { databaseBytesMax } = options
  const store = await openSqliteStore({
    dir,
    clock,
    limits: allLimits,
    databaseBytesMax,
    // A full disk is what such a test asks for.
    log: databaseBytesMax === undefined ? log : silent,
  })
  const bus = localBus({ log })
  const disk = await openDiskBlobs({ dir: join(dir, 'blobs'), freeBytesMin: allLimits.disk_free_bytes_min })
  const files = await openPictures({ blobs: disk, dir: join(dir, 'variants'), clock, limits: allLimits, log })
  const ports: TestBrain['ports'] = {
    about: { name: 'test', version: '0' },
    limits: allLimits,
    store,
    bus: options.bus?.(bus) ?? bus,
    blobs: files.blobs,
    pictures: files.pictures,
    clock,
    random: { secret: () => randomBytes(16).toString('hex'), digest: sha256 },
    secret: 'the secret of this server',
    log,
    passwords: testPasswords,
    policy: () => ({ ...usualPolicy, ...options.policy }),
    rehash: options.rehash ?? (async () => 'hubbub.toml'),
  }
  const chat = createChat(ports)
  const outlet = keepingOutlet()
  const open: TestBrain['open'] = (given) => openEar(chat, outlet, { resumable: true, backlog: 0, ...given })
  return {
    chat,
    ports,
    clock,
    dir,
    open,
    person: async (name, given) => {
      const ear = open(given)
      const entered = await ear.do('person.identify', { name })
      await turn(clock)
      return Object.assign(ear, { entered })
    },
    turn: () => turn(clock),
    [Symbol.asyncDispose]: async () => {
      chat.close()
      await files.close()
      await store.close()
      await rm(dir, { recursive: true })
    },
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const turn = (clock: Clock): Promise<void> => new Promise((resolve) => clock.soon(resolve))

/** One form in which every test session hears everything, its own doings included. */
function keepingOutlet(): Outlet {
  const outlet: Outlet = {
    audience: () => {
      const listeners = new Set<Listener>()
      return {
        add: (listener) => void listeners.add(listener),
        delete: (listener) => void listeners.delete(listener),
        get size() {
          return listeners.size
        },
        post: (heard) => listeners.forEach((listener) => listener.tell(heard)),
      }
    },
  }
  return outlet
}

function openEar(chat: Chat, outlet: Outlet, options: SessionOptions): Ear {
  const heard: Heard[] = []
  const waiting = new Set<(heard: Heard) => void>()
  let ended = false
  const session = chat.open(
    {
      outlet,
      tell: (event) => {
        heard.push(event)
        for (const hear of waiting) hear(event)
      },
      drained: async () => undefined,
      end: () => {
        ended = true
        session.end()
      },
    },
    options,
  )
  return {
    session,
    heard,
    get ended() {
      return ended
    },
    do: (name, input, content) => session.do(name, input, content),
    hears: (name, fits = () => true) => {
      const isIt = (event: Heard): boolean => event.name === name && fits(event as never)
      const known = heard.find(isIt)
      if (known !== undefined) return Promise.resolve(known)
      return new Promise((resolve) => {
        const hear = (event: Heard): void => {
          if (isIt(event) && waiting.delete(hear)) resolve(event)
        }
        waiting.add(hear)
      })
    },
    bodies: (room = 'lobby') =>
      heard.flatMap((event) =>
        (event.name === 'message.posted' || event.name === 'file.shared') && event.payload.room === room
          ? [event.payload.body]
          : [],
      ),
    names: () => heard.map((event) => event.name),
    drop: () => session.end(),
  }
}

/** Says something in a room, the lobby unless another is named. */
export function say(ear: Ear, body: string, more: Partial<Asked<'message.send'>> = {}): Promise<Reply<'message.send'>> {
  return ear.do('message.send', more.to === undefined ? { room: 'lobby', body, ...more } : { body, ...more })
}
