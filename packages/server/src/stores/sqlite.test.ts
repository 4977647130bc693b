import type { Appended, Clock, StoredRoom } from '@hubbub/core'
import { type Author, limits, type Limits, refusalOf } from '@hubbub/protocol'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { setImmediate } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import { systemClock } from '../clock.ts'
import { StartError } from '../start-error.ts'
import { storeContract } from './contract.ts'
import { bodies, entry, noon, person, type StoreAtHand } from './fixtures.ts'
import { operatorContract } from './operator-contract.ts'
import { searchContract } from './search-contract.ts'
import { openSqliteStore, type SqliteStore, type SqliteStoreOptions } from './sqlite.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hubbub-store-'))
})
afterAll(() => rm(root, { recursive: true }))

const complaints: string[] = []
const log = { warn: keep, error: keep }
function keep(_fields: object, says: string): void {
  complaints.push(says)
}

/** Long waits are for servers. */
const testLimits: Limits = { ...limits, store_busy_ms: 100 }

function openIn(name: string, more: Partial<SqliteStoreOptions> = {}): Promise<SqliteStore> {
  return openSqliteStore({ dir: join(root, name), log, limits: testLimits, ...more })
}

async function stored(name: string, more: Partial<SqliteStoreOptions> = {}) {
  const store = await openIn(name, more)
  const alice = await person(store, 'alice')
  return { store, alice, lobby: store.lobby, [Symbol.asyncDispose]: () => store.close() }
}

const unavailable = expect.objectContaining({ code: 'unavailable' })

storeContract('SQLite', () => atHand('contract'))

describe('SQLite that indexes each entry at once', () => {
  let store: StoreAtHand
  beforeAll(async () => {
    store = await atHand('indexed', { limits: { ...testLimits, search_waiting_entries_max: 0 } })
  })
  afterAll(() => store.close())
  searchContract(() => store)
  operatorContract(() => store)
})

async function atHand(name: string, more: Partial<SqliteStoreOptions> = {}): Promise<StoreAtHand> {
  const dir = join(root, name)
  let store = await openIn(name, more)
  const reopen = async (now = noon) => {
    await store.close()
    store = await openIn(name, { clock: { ...systemClock, now: () => now }, ...more })
    return store
  }
  return {
    get store() {
      return store
    },
    reopen,
    obstruct: () => holdFile(dir),
    async killWhileAppending({ room, author, acknowledgements }) {
      await store.close()
      const acknowledged: Appended[] = []
      const child = appender(dir, room, author)
      child.stderr.pipe(process.stderr)
      for await (const line of createInterface({ input: child.stdout })) {
        if (line.endsWith('}')) acknowledged.push(JSON.parse(line))
        if (acknowledged.length === acknowledgements) child.kill('SIGKILL')
      }
      store = await openIn(name, more)
      return acknowledged
    },
    close: () => store.close(),
  }
}

/** Another connection begins to write and does not end. */
function holdFile(dir: string): () => void {
  const other = new DatabaseSync(join(dir, 'hubbub.db'))
  other.exec('BEGIN IMMEDIATE')
  return () => other.close()
}

/** A process of its own that appends to a room without end. */
function appender(dir: string, room: StoredRoom, author: Author) {
  const program = fileURLToPath(new URL('./crash.fixtures.ts', import.meta.url))
  return spawn(process.execPath, [program, dir, String(room.id), JSON.stringify(author)])
}

describe('group commit', () => {
  test('what is written in one turn of the event loop is one commit [R-STORE-22]', async () => {
    await using at = await stored('one-turn')
    const before = { ...at.store.counts }
    await Promise.all(Array.from({ length: 1_000 }, (_, i) => at.store.append(entry(at.lobby, at.alice, `${i}`))))
    expect(at.store.counts).toEqual({ writes: before.writes + 1_000, commits: before.commits + 1 })
  })

  test('turns that each bring more are gathered into one commit [R-STORE-22]', async () => {
    await using at = await stored('turns')
    const { commits } = at.store.counts
    const asked = []
    for (let turn = 0; turn < 5; turn++) {
      asked.push(at.store.append(entry(at.lobby, at.alice, `in turn ${turn}`)))
      await setImmediate()
    }
    await Promise.all(asked)
    expect(at.store.counts.commits).toBe(commits + 1)
  })

  test('what is written while a commit is under way is the next commit [R-STORE-22]', async () => {
    await using at = await stored('meanwhile')
    const { commits } = at.store.counts
    const first = at.store.append(entry(at.lobby, at.alice, 'first'))
    // One turn in which it was asked, one that brings nothing new, and then it has left.
    for (let turn = 0; turn < 3; turn++) await setImmediate()
    const during = []
    for (let i = 0; i < 3; i++) {
      during.push(at.store.append(entry(at.lobby, at.alice, `in turn ${i}`)))
      await Promise.resolve()
    }
    await Promise.all([first, ...during])
    expect(at.store.counts.commits).toBe(commits + 2)
  })

  test('a commit has no more writes than the limit allows [R-STORE-22]', async () => {
    await using at = await stored('batches', { limits: { ...testLimits, commit_writes_max: 10 } })
    const { commits } = at.store.counts
    await Promise.all(Array.from({ length: 95 }, (_, i) => at.store.append(entry(at.lobby, at.alice, `${i}`))))
    expect(at.store.counts.commits).toBe(commits + 10)
    expect(await bodies(at.store, at.lobby)).toEqual(Array.from({ length: 95 }, (_, i) => `${i}`))
  })

  test('writes that come faster than they can be stored are refused as `busy`, the others kept [R-STORE-23]', async () => {
    const few = { ...testLimits, store_writes_waiting_max: 10, store_waiting_chars_max: 1_000 }
    await using at = await stored('busy', { limits: few })
    const append = (body: string) => at.store.append(entry(at.lobby, at.alice, body))
    const many = await Promise.allSettled(Array.from({ length: 15 }, (_, i) => append(`${i}`)))
    expect(many.map(({ status }) => status)).toEqual([...Array(10).fill('fulfilled'), ...Array(5).fill('rejected')])
    const long = await Promise.allSettled([append('x'.repeat(900)), append('y'.repeat(101)), append('z'.repeat(100))])
    expect(long).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'busy' } }, { status: 'fulfilled' }])
    expect(await bodies(at.store, at.lobby)).toHaveLength(12)
  })
})

describe('trouble', () => {
  test('a full disk refuses writes, shows nothing of them, and keeps what was there and readable [R-STORE-24]', async () => {
    const databaseBytesMax = 400_000
    await using at = await stored('full', { databaseBytesMax })
    const append = (body: string) => at.store.append(entry(at.lobby, at.alice, body))
    const body = 'x'.repeat(10_000)
    let kept = 0
    let refusal: unknown
    while (refusal === undefined) {
      await append(body).then(
        () => kept++,
        (cause: unknown) => (refusal = cause),
      )
    }
    expect(refusal).toEqual(unavailable)
    expect(kept).toBeGreaterThan(10)
    expect(complaints).toContain('the store refused something')
    expect(await bodies(at.store, at.lobby)).toEqual(Array(kept).fill(body))
    const together = [append('short'), append(body)].map((one) => one.catch((cause: unknown) => cause))
    expect(await Promise.all(together)).toEqual([unavailable, unavailable])
    expect(await append('short')).toMatchObject({ seq: ++kept })
    await at.store.close()
    const roomier = await openIn('full', { databaseBytesMax: databaseBytesMax * 2 })
    expect(await roomier.append(entry(at.lobby, at.alice, body))).toMatchObject({ seq: kept + 1 })
    await roomier.close()
  })

  test('when the writing thread is gone its writes are refused; another begins, reads go on [R-STORE-25]', async () => {
    const threads = watchThreads()
    await using at = await stored('writer-gone')
    await at.store.append(entry(at.lobby, at.alice, 'before'))
    const release = holdFile(join(root, 'writer-gone'))
    const pending = ['under way', 'waiting'].map(async (body) => {
      const appending = at.store.append(entry(at.lobby, at.alice, body))
      return appending.catch((cause: unknown) => cause)
    })
    await setImmediate()
    const refused = Promise.all(pending)
    await threads[0]?.terminate()
    expect(await refused).toEqual([unavailable, unavailable])
    await expect(at.store.append(entry(at.lobby, at.alice, 'down'))).rejects.toEqual(unavailable)
    expect(await bodies(at.store, at.lobby)).toEqual(['before'])
    release()
    expect(await untilTaken(() => at.store.append(entry(at.lobby, at.alice, 'after')))).toMatchObject({ seq: 2 })
    expect(threads).toHaveLength(3)
  })

  test('whoever retries what a lost thread left open has it exactly once [R-STORE-25]', async () => {
    const threads = watchThreads()
    await using at = await stored('retried')
    const texts = Array.from({ length: 3_000 }, (_, i) => `entry ${i}`)
    const appended = texts.map((text) =>
      untilTaken(() => at.store.append(entry(at.lobby, at.alice, text, { clientId: text }))),
    )
    await Promise.race(appended)
    await threads[0]?.terminate()
    await Promise.all(appended)
    expect((await bodies(at.store, at.lobby)).toSorted()).toEqual(texts.toSorted())
  })

  test('a connection that is not to be trusted any more is given up and made anew [R-STORE-25]', async () => {
    const threads = watchThreads()
    await using at = await stored('broken')
    const other = new DatabaseSync(join(root, 'broken', 'hubbub.db'))
    other.exec('ALTER TABLE entry RENAME TO gone')
    await expect(at.store.append(entry(at.lobby, at.alice, 'lost'))).rejects.toEqual(unavailable)
    await expect(bodies(at.store, at.lobby)).rejects.toEqual(unavailable)
    other.exec('ALTER TABLE gone RENAME TO entry')
    other.close()
    expect(await untilTaken(() => at.store.append(entry(at.lobby, at.alice, 'after')))).toMatchObject({ seq: 1 })
    expect(await untilTaken(() => bodies(at.store, at.lobby))).toEqual(['after'])
    expect(threads.length).toBeGreaterThanOrEqual(4)
    expect(complaints).toContain('a thread of the store failed')
  })

  test('when the reading thread is gone its reads are refused; another begins, writes go on [R-STORE-25]', async () => {
    const threads = watchThreads()
    await using at = await stored('reader-gone')
    await threads[1]?.terminate()
    await expect(bodies(at.store, at.lobby)).rejects.toEqual(unavailable)
    expect(await at.store.append(entry(at.lobby, at.alice, 'meanwhile'))).toMatchObject({ seq: 1 })
    expect(await untilTaken(() => bodies(at.store, at.lobby))).toEqual(['meanwhile'])
  })

  test('a thread that fails again and again is begun after growing pauses [R-STORE-26]', async () => {
    const threads = watchThreads()
    const pauses: number[] = []
    let begin = (): void => undefined
    const after: Clock['after'] = (ms, then) => {
      if (ms >= limits.store_close_ms) return systemClock.after(ms, then)
      pauses.push(ms)
      begin = then
      return () => undefined
    }
    await using at = await stored('pauses', { clock: { ...systemClock, after } })
    for (let i = 0; i < 3; i++) {
      await (i === 0 ? threads[0] : threads.at(-1))?.terminate()
      const next = once(process, 'worker')
      begin()
      await next
      await once(threads.at(-1) as Worker, 'message')
    }
    expect(pauses).toEqual([0, 20, 40])
    expect(await at.store.append(entry(at.lobby, at.alice, 'at last'))).toMatchObject({ seq: 1 })
    await threads.at(-1)?.terminate()
    expect(pauses.at(-1)).toBe(0)
  })
})

describe('search', () => {
  test('what was erased is not in the database any more [R-STORE-47]', async () => {
    const at = await stored('erased')
    const words = ['short-and-secret', `long-and-secret ${'x'.repeat(10_000)}`]
    const said = await Promise.all(words.map((body) => at.store.append(entry(at.lobby, at.alice, body))))
    await at.store.append(entry(at.lobby, at.alice, 'short-and-kept'))
    for (const { seq } of said) {
      await at.store.eraseEntry({ room: at.lobby.id, seq, by: at.alice, at: noon })
    }
    await at.store.close()
    const file = (await readFile(join(root, 'erased', 'hubbub.db'))).toString('latin1')
    expect([file.includes('and-secret'), file.includes('xxxxxxxx'), file.includes('and-kept')]).toEqual([
      false,
      false,
      true,
    ])
  })

  test('what was forgotten is not in the database any more, the index being good or not [R-STORE-76]', async () => {
    const at = await stored('forgotten', { limits: { ...testLimits, search_waiting_entries_max: 0 } })
    const { store, lobby, alice } = at
    await store.append(entry(lobby, alice, `a secret ${'y'.repeat(9_000)}`, { at: noon }))
    await store.setTopic({ room: lobby.id, topic: 'a secret', by: alice, at: noon })
    await store.setTopic({ room: lobby.id, topic: 'said later', by: alice, at: noon + 10 })
    await store.append(entry(lobby, alice, 'said last', { at: noon + 20 }))
    await store.forget({ before: noon + 10, entriesMax: 99 })
    const other = new DatabaseSync(join(root, 'forgotten', 'hubbub.db'))
    expect(other.prepare('SELECT count(*) AS indexed FROM search_docsize').get()).toEqual({ indexed: 1 })
    other.exec('DROP TABLE search_term; DROP TABLE search')
    other.close()
    expect(await store.forget({ before: noon + 100, entriesMax: 99 })).toEqual({ entries: 1 })
    await store.close()
    const file = (await readFile(join(root, 'forgotten', 'hubbub.db'))).toString('latin1')
    const isThere = ['a secret', 'yyyyyyyy', 'said last', 'said later'].map((text) => file.includes(text))
    expect(isThere).toEqual([false, false, false, true]) // the room's topic stays
  })

  test('an index that is no good is told of, and nothing else suffers [R-STORE-63]', async () => {
    complaints.length = 0
    await using at = await stored('no-index', { limits: { ...testLimits, search_waiting_entries_max: 0 } })
    const other = new DatabaseSync(join(root, 'no-index', 'hubbub.db'))
    other.exec('DROP TABLE search_term; DROP TABLE search')
    other.close()
    for (const body of ['needle one', 'needle two']) await at.store.append(entry(at.lobby, at.alice, body))
    const found = await at.store.search({ person: at.alice.id, text: 'needle', limit: 9 })
    expect(found.map(({ body }) => body)).toEqual(['needle two', 'needle one'])
    expect(complaints).toEqual(['the store is in trouble'])
  })
})

describe('opening and closing', () => {
  test('a data directory serves one store at a time, and the error names it [R-STORE-27]', async () => {
    const at = await stored('shared')
    const second = openIn('shared')
    await expect(second).rejects.toThrow(`Cannot use the data directory ${join(root, 'shared')}: another hubbub server`)
    await expect(second).rejects.toBeInstanceOf(StartError)
    expect(await text(appender(join(root, 'shared'), at.lobby, at.alice).stderr)).toContain('another hubbub server')
    expect(await at.store.append(entry(at.lobby, at.alice, 'undisturbed'))).toMatchObject({ seq: 1 })
    await at.store.close()
    await (await openIn('shared')).close()
  })

  test('a database that a newer hubbub has written is left alone [R-STORE-28]', async () => {
    await (await openIn('newer')).close()
    const db = new DatabaseSync(join(root, 'newer', 'hubbub.db'))
    db.exec('PRAGMA user_version = 99')
    db.close()
    await expect(openIn('newer')).rejects.toThrow('newer hubbub (version 99; this one knows')
    await expect(openIn('newer')).rejects.toBeInstanceOf(StartError)
  })

  test('a directory that cannot be made, or holds no database of ours, is an error that names it [R-STORE-28]', async () => {
    await writeFile(join(root, 'file'), '')
    await expect(openIn('file/below')).rejects.toThrow(`Cannot use the data directory ${join(root, 'file/below')}`)
    await (await openIn('garbage')).close()
    await writeFile(join(root, 'garbage', 'hubbub.db'), 'this is no database'.repeat(1_000))
    await expect(openIn('garbage')).rejects.toThrow('not a database')
  })

  test('closing keeps what was given and leaves one plain file [R-STORE-29]', async () => {
    const at = await stored('closed')
    const given = Array.from({ length: 1_000 }, (_, i) => at.store.append(entry(at.lobby, at.alice, `${i}`)))
    await Promise.all([at.store.close(), at.store.close()])
    expect(await Promise.all(given)).toHaveLength(1_000)
    expect((await readdir(join(root, 'closed'))).toSorted()).toEqual(['hubbub.db', 'hubbub.lock'])
  })

  test('a store that cannot write any more still closes in time; what waited is refused [R-STORE-29]', async () => {
    const slow = { ...testLimits, store_busy_ms: 400, store_close_ms: 50, commit_writes_max: 1 }
    const at = await stored('stuck', { limits: slow })
    const release = holdFile(join(root, 'stuck'))
    const waiting = Array.from({ length: 20 }, (_, i) => at.store.append(entry(at.lobby, at.alice, `${i}`)))
    const refused = Promise.all(waiting.map((one) => one.catch((cause: unknown) => cause)))
    const begun = performance.now()
    await at.store.close()
    expect(performance.now() - begun).toBeLessThan(slow.store_busy_ms * waiting.length * 0.5)
    expect(await refused).toEqual(waiting.map(() => unavailable))
    release()
  })
})

/** The threads that begin from here on, in their order: a store begins its writer first. */
function watchThreads(): Worker[] {
  const threads: Worker[] = []
  const watch = (worker: Worker): void => void threads.push(worker)
  process.on('worker', watch)
  onTestFinished(() => void process.off('worker', watch))
  return threads
}

/** Tries again as long as it is refused for now. */
async function untilTaken<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await attempt()
    } catch (cause) {
      if (refusalOf(cause).code !== 'unavailable') throw cause
      await setImmediate()
    }
  }
}
