import type { Message } from '@hubbub/protocol'
import { world, type World } from '@hubbub/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { isLive, testClient } from './fixtures.ts'
import type { Keep, Kept } from './ports.ts'
import { openReading, type Reading, type ReadingState } from './reading/reading.ts'
import { unreadMentions } from './state/rooms.ts'
import { type Snapshot, snapshotOf } from './state/snapshot.ts'
import type { KeepSends, KeptSend } from './writing/item.ts'

let here: World
beforeAll(async () => {
  here = await world()
})
afterAll(() => here.close())

const say = (body: string) => ({ room: 'lobby', body })
const password = 'correct horse'

/** What a browser keeps of one person. */
function browser(): { keep: Keep; keepSends: KeepSends; kept(): Kept | undefined; sends(): readonly KeptSend[] } {
  let [kept, sends]: [Kept | undefined, readonly KeptSend[]] = [undefined, []]
  return {
    keep: { load: () => kept, save: (now) => (kept = now) },
    keepSends: { load: () => sends, save: (now) => (sends = now) },
    kept: () => kept,
    sends: () => sends,
  }
}

function read(reading: Reading, fits: (state: ReadingState) => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const look = (): void => {
    if (fits(reading.state)) resolve()
  }
  const unsubscribe = reading.subscribe(look)
  look()
  return promise.finally(unsubscribe)
}

describe('coming back to a page', () => {
  test('[R-CLIENT-115] the last state is there before a connection, and what was missed comes after it', async () => {
    const { keep } = browser()
    const ann = await testClient(here, { name: 'ann', keep, people: true })
    const bob = await testClient(here, { name: 'bob' })
    await bob.client.do('message.send', say('seen'))
    await ann.until(() => ann.bodies().includes('seen'))
    const restored = JSON.parse(JSON.stringify(snapshotOf(ann.client.state))) as Snapshot
    ann.tear()
    await ann.client.leave()
    await bob.client.do('message.send', say('missed'))

    const again = await testClient(here, { keep, restored, connect: false })
    expect(again.client.state.session.me).toMatchObject({ name: 'ann' })
    expect(again.bodies()).toContain('seen')
    const reading = openReading(again.client, 'lobby')
    expect(reading.state.entries.map(({ body }) => body)).toContain('seen')
    again.client.connect()
    await again.until(isLive)
    expect(again.bodies().slice(-2)).toEqual(['seen', 'missed'])
    expect(reading.state.entries.at(-1)?.body).toBe('missed')

    const stranger = await testClient(here, { restored, connect: false })
    expect(stranger.client.state.session.me).toBeUndefined()
    expect(stranger.bodies()).toEqual([])
    await Promise.all([again.client.leave(), bob.client.leave()])
  })

  test('[R-CLIENT-112] what was said without a connection, or without an answer, is stored once after a reload', async () => {
    const { keep, keepSends, sends } = browser()
    const cleo = await testClient(here, { name: 'cleo', keep, keepSends })
    let losing = true
    cleo.lose((text) => losing && (text.includes('"re"') || text.includes('message.posted')))
    void cleo.client.do('message.send', say('unanswered')).catch(() => {})
    const bob = await testClient(here, { name: 'bob' })
    const stored = async (): Promise<string[]> =>
      (await bob.client.do('message.history', { room: 'lobby', limit: 3 })).entries.map(({ body }) => body)
    while (!(await stored()).includes('unanswered'));
    losing = false
    cleo.tear()
    void cleo.client.do('message.send', say('offline')).catch(() => {})
    expect(cleo.client.state.outbox.map(({ body, status }) => [body, status])).toEqual([
      ['unanswered', 'waiting'],
      ['offline', 'waiting'],
    ])
    await cleo.client.leave()
    expect(sends()).toHaveLength(2)

    const again = await testClient(here, { keep, keepSends })
    await again.until(({ outbox }) => outbox.length === 0)
    expect((await stored()).slice(-2)).toEqual(['unanswered', 'offline'])
    expect(sends()).toEqual([])
    await Promise.all([again.client.leave(), bob.client.leave()])
  })

  test('[R-CLIENT-113] what is pending gives way to its entry in one step, also when the answer was lost', async () => {
    const dan = await testClient(here, { name: 'dan' })
    let lose = false
    dan.lose((text) => lose && (text.includes('"re"') || text.includes('message.posted')))
    const shown: number[] = []
    dan.client.subscribe((_happening, { outbox }) => {
      const count = (bodies: readonly { readonly body: string }[]): number =>
        bodies.filter(({ body }) => body.startsWith('step')).length
      shown.push(count(outbox) + count(dan.client.state.messages.get('lobby')?.entries ?? []))
    })
    await dan.client.do('message.send', say('step one'))
    expect(new Set(shown)).toEqual(new Set([1]))
    lose = true
    const lost = dan.client.do('message.send', say('step two'))
    const bob = await testClient(here, { name: 'bob' })
    const newest = async (): Promise<Message | undefined> =>
      (await bob.client.do('message.history', { room: 'lobby', limit: 1 })).entries[0]
    while ((await newest())?.body !== 'step two');
    lose = false
    shown.length = 0
    dan.tear()
    dan.clock.advance(500)
    await lost
    expect(new Set(shown)).toEqual(new Set([2]))
    await Promise.all([dan.client.leave(), bob.client.leave()])
  })

  test('[R-CLIENT-107] one’s own words are read on the server as well', async () => {
    const { keep } = browser()
    const eve = await testClient(here, { name: 'eve', keep })
    const { room } = await eve.client.do('room.create', { name: 'Eve’s' })
    const last = { room: room.slug, body: 'and more' }
    await Promise.all([eve.client.do('message.send', last), eve.client.do('message.send', last)])
    await eve.client.do('session.ping', {})
    eve.tear()
    eve.clock.advance(500)
    await eve.until(isLive)
    expect(eve.client.state.rooms.get(room.slug)).toMatchObject({ seq: 2, read: 2 })
    await eve.client.leave()
  })

  test('[R-CLIENT-106] mentions are counted while one is away and while one is here, and end with reading', async () => {
    const oda = await testClient(here, { name: 'oda' })
    const bob = await testClient(here, { name: 'bob' })
    const mentions = (): number => unreadMentions(oda.client.state.rooms.get('lobby') ?? { seq: 0, read: 0 })
    await bob.client.do('message.send', say('hello @oda'))
    await oda.until(() => mentions() === 1)
    oda.tear()
    const { seq } = await bob.client.do('message.send', say('@oda, are you there?'))
    oda.clock.advance(500)
    await oda.until(isLive)
    expect(mentions()).toBe(2)
    await oda.client.do('message.read', { room: 'lobby', seq: seq - 1 })
    expect(mentions()).toBe(1)
    await oda.client.do('message.read', { room: 'lobby', seq })
    expect(mentions()).toBe(0)
    await Promise.all([oda.client.leave(), bob.client.leave()])
  })

  test('[R-CLIENT-114] too much that was missed is not sent: the room goes on from now', async () => {
    const fay = await testClient(here, { name: 'fay', most: 5 })
    const bob = await testClient(here, { name: 'bob' })
    const reading = openReading(fay.client, 'lobby')
    fay.tear()
    for (let i = 0; i < 10; i++) await bob.client.do('message.send', say(`missed ${i}`))
    fay.clock.advance(500)
    await fay.until(isLive)
    await read(
      reading,
      ({ atEnd, loading, entries }) => atEnd && loading === 'none' && entries.at(-1)?.body === 'missed 9',
    )
    expect(reading.state.entries.slice(-10).map(({ body }) => body)).toEqual(
      Array.from({ length: 10 }, (_, index) => `missed ${index}`),
    )
    expect(fay.happenings).toContainEqual({
      kind: 'event',
      event: { name: 'room.resumed', payload: { room: 'lobby', seq: expect.any(Number) as number, skipped: true } },
    })
    await Promise.all([fay.client.leave(), bob.client.leave()])
  })
})

describe('getting in', () => {
  test('[R-CLIENT-116] a client that waits for it can try another name after a refusal', async () => {
    const gus = await testClient(here, { name: 'gus' })
    const other = await testClient(here, { name: 'Gus', refused: 'wait', connect: false })
    other.client.connect()
    const { connection } = await other.until(({ connection: { phase } }) => phase === 'refused')
    expect(connection).toMatchObject({ cause: { code: 'name-taken' } })
    expect(other.client.state.session.server).toMatchObject({ guests: true })
    const waiting = other.client.do('message.send', say('hello at last'))
    other.client.enter({ kind: 'guest', name: 'hal' })
    await other.until(isLive)
    expect(other.client.state.session.me).toMatchObject({ name: 'hal' })
    await waiting
    await Promise.all([gus.client.leave(), other.client.leave()])
  })

  test('[R-CLIENT-117] somebody registers or signs in as the first thing, and is the account after a reload', async () => {
    const { keep } = browser()
    const made = await testClient(here, { enter: { kind: 'register', name: 'ida', password }, keep })
    expect(made.client.state.session.me).toMatchObject({ name: 'ida', account: 'ida' })
    made.tear()
    await made.client.leave()
    const back = await testClient(here, { keep })
    expect(back.client.state.session.me).toMatchObject({ account: 'ida' })
    await back.client.leave()
    const signedIn = await testClient(here, { enter: { kind: 'account', account: 'ida', password } })
    expect(signedIn.client.state.session.me).toMatchObject({ name: 'ida', account: 'ida' })
    // The answer to its making may have been lost.
    const again = await testClient(here, { enter: { kind: 'register', name: 'ida', password } })
    expect(again.client.state.session.me).toMatchObject({ account: 'ida' })
    const wrong = { kind: 'register', name: 'ida', password: 'another password' } as const
    await expect(testClient(here, { enter: wrong })).rejects.toThrow('already an account')
    await Promise.all([signedIn.client.leave(), again.client.leave()])
  })

  test('[R-CLIENT-117] whoever signs in later is the account after a reload, and whoever signs out is not signed in again', async () => {
    const { keep, kept } = browser()
    const account = { kind: 'account', account: 'ida', password } as const
    const guest = await testClient(here, { name: 'visitor', keep })
    await guest.client.do('person.sign-in', { account: 'ida', password })
    guest.tear()
    await guest.client.leave()
    const back = await testClient(here, { keep, enter: account })
    expect(back.client.state.session.me).toMatchObject({ account: 'ida' })
    await back.client.do('person.sign-out', {})
    expect(kept()).toBeUndefined()
    back.tear()
    back.clock.advance(500)
    await back.until(isLive)
    expect(back.client.state.session.me?.account).toBeUndefined()
    await back.client.leave()
  })

  test('[R-CLIENT-118] an account whose token is worth nothing any more is asked for, not turned into a guest', async () => {
    const { keep, kept } = browser()
    const made = await testClient(here, { enter: { kind: 'register', name: 'jan', password }, keep })
    const restored = snapshotOf(made.client.state)
    await made.client.leave()
    keep.save({ token: 'nobody’s', epoch: kept()?.epoch ?? '' })
    const jan = await testClient(here, { keep, restored, refused: 'wait', connect: false })
    jan.client.connect()
    const { connection } = await jan.until(({ connection: { phase } }) => phase === 'refused')
    expect(connection).toMatchObject({ cause: { code: 'signed-out' } })
    jan.client.enter({ kind: 'account', account: 'jan', password })
    await jan.until(isLive)
    expect(jan.client.state.session.me).toMatchObject({ account: 'jan' })
    await jan.client.leave()
  })
})

describe('people', () => {
  test('[R-CLIENT-109] who is here, and who belongs to the rooms asked about, is known again after a broken line', async () => {
    const kim = await testClient(here, { name: 'kim', people: true })
    const leo = await testClient(here, { name: 'leo' })
    await kim.until(({ people }) => [...people.values()].some(({ name }) => name === 'leo'))
    await kim.client.do('room.members', { room: 'lobby' })
    kim.tear()
    await leo.client.leave()
    const mia = await testClient(here, { name: 'mia' })
    kim.clock.advance(500)
    const names = (people: Iterable<{ readonly name: string }>): string[] => [...people].map(({ name }) => name)
    await kim.until(({ members }) => names(members.get('lobby') ?? []).includes('mia'))
    const here2 = names(kim.client.state.people.values())
    expect(here2).toContain('mia')
    expect(here2).not.toContain('leo')
    await Promise.all([kim.client.leave(), mia.client.leave()])
  })
})

describe('reading a room', () => {
  test('[R-CLIENT-101] shows what is said by us and by others, and what becomes of it', async () => {
    const ned = await testClient(here, { name: 'ned' })
    const bob = await testClient(here, { name: 'bob' })
    const { room } = await ned.client.do('room.create', { name: 'Reading' })
    await bob.client.do('room.join', { room: 'reading' })
    const reading = openReading(ned.client, room.slug)
    const shown = (): unknown[] => reading.state.entries.map(({ body, reactions }) => [body, reactions?.length ?? 0])
    const { seq } = await ned.client.do('message.send', { room: room.slug, body: 'mine' })
    expect(shown()).toEqual([['mine', 0]])
    await bob.client.do('message.send', { room: room.slug, body: 'theirs' })
    await bob.client.do('message.react', { room: room.slug, seq, text: '👍' })
    await bob.client.do('message.edit', { room: room.slug, seq: seq + 1, body: 'theirs, changed' })
    await ned.until(() => reading.state.entries.some(({ editedAt }) => editedAt !== undefined))
    expect(shown()).toEqual([
      ['mine', 1],
      ['theirs, changed', 0],
    ])
    expect(reading.state).toMatchObject({ atStart: true, atEnd: true })
    await Promise.all([ned.client.leave(), bob.client.leave()])
  })
})
