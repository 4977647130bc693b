import { type AnyEvent, limits, type Message, type Room } from '@hubbub/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Answered, Happening } from './happening.ts'
import { next, startState, type State } from './index.ts'
import { entriesAfter, hasGap, type Timeline } from './messages.ts'
import { findRoom, unread } from './rooms.ts'

const alice = { id: 7, name: 'alice', status: 'ACTIVE' } as const
const bob = { id: 8, name: 'bob', status: 'ACTIVE' } as const
const lobby = { slug: 'lobby', name: 'Lobby', kind: 'lobby', topic: '', seq: 41, read: 40 } as const
const dev = { slug: 'dev-talk', name: 'Dev Talk', kind: 'public', topic: '', seq: 3, read: 3 } as const

const event = (event: AnyEvent): Happening => ({ kind: 'event', event })
const answered = (answered: Answered): Happening => ({ kind: 'answered', answered })
const entry = (seq: number, room = 'lobby'): Message => ({ room, seq, at: seq, author: bob, body: `line ${seq}` })
const posted = (seq: number, room = 'lobby'): Happening => event({ name: 'message.posted', payload: entry(seq, room) })
const identified = answered({
  name: 'person.identify',
  input: { name: 'alice' },
  reply: { person: alice, epoch: 'e1', token: 't', rooms: [lobby] },
})
const page = (after: number, seqs: readonly number[]): Happening =>
  answered({
    name: 'message.history',
    input: { room: 'lobby', after },
    reply: { entries: seqs.map((seq) => entry(seq)), more: false },
  })

const start = startState({ phase: 'live' })
const after = (...happenings: Happening[]): State => happenings.reduce(next, start)
const timeline = (state: State, room = 'lobby'): Timeline =>
  state.messages.get(room) ?? { since: -1, upTo: -1, rev: -1, entries: [] }
const seqs = (state: State, room = 'lobby'): number[] => timeline(state, room).entries.map(({ seq }) => seq)

describe('messages', () => {
  test('[R-CLIENT-10] entries stand in the order of seq, each once, however often and in whatever order they come', () => {
    const numbers = fc.array(fc.integer({ min: 42, max: 60 }), { maxLength: 40 })
    fc.assert(
      fc.property(numbers, (told) => {
        const state = after(identified, ...told.map((seq) => posted(seq)))
        expect(seqs(state)).toEqual([...new Set(told)].toSorted((one, other) => one - other))
      }),
    )
  })

  test('[R-CLIENT-11] a gap is known, and what lies beyond it does not count as following', () => {
    const state = after(identified, posted(42), posted(44), posted(45))
    expect(timeline(state)).toMatchObject({ since: 41, upTo: 42 })
    expect(hasGap(timeline(state))).toBe(true)
    expect(entriesAfter(timeline(state), 41).map(({ seq }) => seq)).toEqual([42])
    const mended = next(state, posted(43))
    expect(hasGap(timeline(mended))).toBe(false)
    expect(entriesAfter(timeline(mended), 42).map(({ seq }) => seq)).toEqual([43, 44, 45])
  })

  test('[R-CLIENT-11] a page of history that joins what is there closes a gap, even where numbers are missing for good', () => {
    const state = after(identified, posted(42), posted(45), page(42, [44, 45]))
    expect(seqs(state)).toEqual([42, 44, 45])
    expect(timeline(state).upTo).toBe(45)
  })

  test('older entries go before what is there, and are part of it once they join', () => {
    const state = after(identified, posted(42), page(37, [38, 39]))
    expect(timeline(state)).toMatchObject({ since: 41, upTo: 42 })
    expect(timeline(next(state, page(39, [40, 41])))).toMatchObject({ since: 37, upTo: 42 })
  })

  test('[R-CLIENT-12] a room keeps only its newest entries', () => {
    const many = Array.from({ length: limits.client_entries_kept_max + 5 }, (_, index) => posted(42 + index))
    const state = after(identified, ...many)
    expect(seqs(state)).toHaveLength(limits.client_entries_kept_max)
    expect(timeline(state)).toMatchObject({ since: 46, upTo: 41 + many.length })
  })

  test('an entry that came before the room was known is followed from where the room stands', () => {
    const state = after(posted(43), identified)
    expect(timeline(state)).toMatchObject({ since: 41, upTo: 41 })
    expect(hasGap(timeline(state))).toBe(true)
  })

  test('what we have said is an entry at once, and is not doubled when the server says it back', () => {
    const sent = answered({
      name: 'message.send',
      input: { room: 'lobby', body: 'hi' },
      reply: { room: 'lobby', seq: 42, at: 1 },
    })
    const own = { room: 'lobby', seq: 42, at: 1, author: { id: 7, name: 'alice' }, body: 'hi' }
    const state = after(identified, sent, event({ name: 'message.posted', payload: own }))
    expect(timeline(state).entries).toEqual([own])
  })

  test('a resume keeps the entries of the rooms we are still in, and forgets the others', () => {
    const joined = answered({ name: 'room.join', input: { room: 'dev-talk' }, reply: { room: dev } })
    const resumed = answered({
      name: 'session.resume',
      input: { token: 't' },
      reply: { person: alice, epoch: 'e1', rooms: [{ ...lobby, seq: 50 }] },
    })
    const state = after(identified, joined, posted(42), posted(4, 'dev-talk'), resumed)
    expect(seqs(state)).toEqual([42])
    expect(timeline(state).upTo).toBe(42)
    expect(state.messages.has('dev-talk')).toBe(false)
    const missed = [43, 44, 45, 46, 47, 48, 49, 50].map((seq) => posted(seq))
    const caughtUp = [...missed, event({ name: 'room.resumed', payload: { room: 'lobby', seq: 50 } })].reduce(
      next,
      state,
    )
    expect(timeline(caughtUp)).toMatchObject({ since: 41, upTo: 50 })
  })

  test('to start anew is to know nothing', () => {
    const state = after(identified, posted(42), { kind: 'anew', why: 'wrong-epoch' })
    expect([state.messages.size, state.rooms.size, state.people.size]).toEqual([0, 0, 0])
  })
})

describe('rooms', () => {
  test('[R-CLIENT-13] what is unread is what came after the read marker, which only moves forward', () => {
    const state = after(identified, posted(42), posted(43))
    const count = (at: State): number => unread(at.rooms.get('lobby') ?? lobby)
    expect(count(state)).toBe(3)
    const read = next(state, event({ name: 'message.read', payload: { room: 'lobby', seq: 42 } }))
    expect(count(read)).toBe(1)
    expect(count(next(read, event({ name: 'message.read', payload: { room: 'lobby', seq: 40 } })))).toBe(1)
  })

  test('a room that is left, by us or for us, is gone with its entries', () => {
    const joined = answered({ name: 'room.join', input: { room: 'Dev Talk' }, reply: { room: dev } })
    const left = answered({ name: 'room.leave', input: { room: 'Dev Talk' }, reply: {} })
    const elsewhere = event({ name: 'room.left', payload: { room: 'dev-talk', person: alice } })
    const others = event({ name: 'room.left', payload: { room: 'dev-talk', person: bob } })
    for (const end of [left, elsewhere]) {
      const state = after(identified, joined, posted(4, 'dev-talk'), end)
      expect([state.rooms.has('dev-talk'), state.messages.has('dev-talk')]).toEqual([false, false])
    }
    expect(after(identified, joined, others).rooms.has('dev-talk')).toBe(true)
  })

  test('a room is found by slug and by name, without regard to case', () => {
    const { rooms } = after(identified, answered({ name: 'room.join', input: { room: 'x' }, reply: { room: dev } }))
    expect(['dev-talk', 'Dev Talk', 'DEV TALK', 'nowhere'].map((ref) => findRoom(rooms, ref)?.slug)).toEqual([
      'dev-talk',
      'dev-talk',
      'dev-talk',
      undefined,
    ])
  })

  test('the first word to or from somebody makes the room of the two', () => {
    const room: Room = { slug: 'd-7-8', name: 'd', kind: 'direct', topic: '', seq: 0, people: [alice, bob] }
    const told = after(identified, event({ name: 'room.joined', payload: { room, person: bob } }))
    expect(told.rooms.get('d-7-8')?.kind).toBe('direct')
    const sent = answered({
      name: 'message.send',
      input: { to: 'bob', body: 'hi' },
      reply: { room: 'd-7-8', seq: 1, at: 1 },
    })
    expect(after(identified, sent).rooms.get('d-7-8')).toMatchObject({ kind: 'direct', name: 'bob' })
    const strangers = { ...room, people: [bob, { id: 9, name: 'carol' }] }
    const overheard = event({ name: 'room.joined', payload: { room: strangers, person: bob } })
    expect(after(identified, overheard).rooms.has('d-7-8')).toBe(false)
  })
})

describe('ways into a room', () => {
  const room: Room = { slug: 'x', name: 'X', kind: 'invite-only', topic: '', seq: 3 }

  test('a link leads into a room, which begins with what is said from then on', () => {
    const followed = after(
      identified,
      answered({ name: 'room.follow', input: { link: 'abc' }, reply: { room: { ...room, read: 0 } } }),
    )
    expect([followed.rooms.get('x')?.name, followed.messages.get('x')?.since]).toEqual(['X', 3])
  })

  test('a direct room is opened before anything was said in it', () => {
    const direct: Room = { slug: 'd-7-8', name: 'd', kind: 'direct', topic: '', seq: 0, people: [alice, bob] }
    const opened = after(
      identified,
      answered({ name: 'room.direct', input: { person: 'bob' }, reply: { room: direct } }),
    )
    expect([opened.rooms.get('d-7-8')?.kind, opened.messages.has('d-7-8')]).toEqual(['direct', true])
  })
})

describe('people', () => {
  test('people come, change and go', () => {
    const came = after(identified, event({ name: 'person.arrived', payload: { person: bob } }))
    expect([...came.people.keys()]).toEqual([7, 8])
    const renamed = event({ name: 'person.renamed', payload: { person: { ...bob, name: 'rob' }, was: 'bob' } })
    expect(next(came, renamed).people.get(8)?.name).toBe('rob')
    expect(next(came, event({ name: 'person.departed', payload: { person: bob } })).people.has(8)).toBe(false)
  })

  test('we know our own name, wherever it was changed', () => {
    const renamed = event({ name: 'person.renamed', payload: { person: { ...alice, name: 'alice2' }, was: 'alice' } })
    expect(after(identified, renamed).session.me?.name).toBe('alice2')
  })
})
