import { type AnyEvent, type EventName, limits, type Message, type Payload } from '@hubbub/protocol'
import { describe, expect, test } from 'vitest'

import { ClientError } from '../errors.ts'
import type { Answered, Happening } from './happening.ts'
import { next, startState, type State, unreadIn } from './index.ts'
import { unread, unreadMentions } from './rooms.ts'
import { restoredState, snapshotOf } from './snapshot.ts'

const alice = { id: 7, name: 'alice', status: 'ACTIVE' } as const
const bob = { id: 8, name: 'bob', status: 'ACTIVE' } as const
const lobby = { slug: 'lobby', name: 'Lobby', kind: 'lobby', topic: '', seq: 41, read: 41 } as const

const event = <Name extends EventName>(name: Name, payload: Payload<Name>): Happening => ({
  kind: 'event',
  event: { name, payload } as unknown as AnyEvent,
})
const answered = (answered: Answered): Happening => ({ kind: 'answered', answered })
const entry = (seq: number, more: Partial<Message> = {}): Message => ({
  room: 'lobby',
  seq,
  at: seq,
  author: { id: 8, name: 'bob' },
  body: `line ${seq}`,
  ...more,
})
const posted = (seq: number, more: Partial<Message> = {}): Happening => event('message.posted', entry(seq, more))
const identified = (read = 41, mentions?: number): Happening =>
  answered({
    name: 'person.identify',
    input: {},
    reply: {
      person: alice,
      epoch: 'e1',
      token: 't',
      rooms: [{ ...lobby, read, ...(mentions === undefined ? {} : { mentions }) }],
    },
  })
const sent = (seq: number): Happening =>
  answered({
    name: 'message.send',
    input: { room: 'lobby', body: 'hi', clientId: 'c1' },
    reply: { room: 'lobby', seq, at: seq },
  })
const read = (seq: number, mentions?: number): Happening =>
  event('message.read', { room: 'lobby', seq, ...(mentions === undefined ? {} : { mentions }) })
const after = (...happenings: Happening[]): State => happenings.reduce(next, startState({ phase: 'live' }))
const counts = (state: State): [number, number] => {
  const room = state.rooms.get('lobby') ?? lobby
  return [unread(room), unreadMentions(room)]
}
const toMe = { mentions: [7] }

describe('what is unread', () => {
  test('[R-CLIENT-106] mentions are what the server counted, and what has come since, each once', () => {
    expect(counts(after(identified(38, 2)))).toEqual([3, 2])
    expect(counts(after(identified(38, 2), posted(42, toMe), posted(43), posted(42, toMe)))).toEqual([5, 3])
    // What was missed comes after the server has counted it.
    expect(counts(after(identified(38, 2), posted(40, toMe), posted(41, toMe)))).toEqual([3, 2])
    expect(counts(after(identified(), posted(42, { mentions: [8, 9] })))).toEqual([1, 0])
  })

  test('[R-CLIENT-106] after reading they are what the server says, and none when everything is read', () => {
    const state = after(identified(), posted(42, toMe), posted(43, toMe))
    expect(counts(next(state, read(42, 1)))).toEqual([1, 1])
    expect(counts(next(state, read(43, 5)))).toEqual([0, 0])
    expect(counts(next(state, read(99)))).toEqual([0, 0])
    expect(counts(next(state, read(40, 9)))).toEqual([2, 2])
    const asked = answered({ name: 'message.read', input: { room: 'lobby', seq: 42 }, reply: { seq: 42, mentions: 1 } })
    expect(counts(next(state, asked))).toEqual([1, 1])
  })

  test('[R-CLIENT-107] one’s own words are read when everything before them was', () => {
    expect(counts(after(identified(), sent(42)))).toEqual([0, 0])
    const own = { author: { id: 7, name: 'alice' }, ...toMe }
    expect(counts(after(identified(), posted(42, own), posted(43, own)))).toEqual([0, 0])
    const behind = after(identified(), posted(42, toMe), sent(43), posted(44))
    expect(counts(behind)).toEqual([3, 1])
    expect(unreadIn(behind, 'lobby')).toBe(2)
    expect(unreadIn(behind, 'nowhere')).toBe(0)
  })
})

describe('what is pending', () => {
  const pending = { clientId: 'c1', room: 'lobby', body: 'hi', at: 1, status: 'sending' } as const
  const failed = {
    ...pending,
    clientId: 'c2',
    status: 'failed',
    error: new ClientError({ code: 'x', says: '', retry: false }),
  } as const

  test('[R-CLIENT-113] what is stored is pending no more in the step in which its entry appears', () => {
    const state = after(identified(), { kind: 'outbox', pending: [pending, failed] })
    const told = posted(42, { author: { id: 7, name: 'alice' }, body: 'hi' })
    for (const happening of [sent(42), { ...told, stored: 'c1' } as Happening]) {
      const now = next(state, happening)
      expect(now.outbox).toEqual([failed])
      expect(now.messages.get('lobby')?.entries.map(({ seq }) => seq)).toEqual([42])
    }
    expect(next(state, posted(42)).outbox).toBe(state.outbox)
  })
})

describe('who belongs to a room', () => {
  const member = (id: number, role: 'member' | 'owner' = 'member') =>
    ({ id, name: `p${id}`, status: 'ACTIVE', role }) as const
  const asked = (room: string): Happening =>
    answered({ name: 'room.members', input: { room }, reply: { people: [member(7, 'owner'), member(8)] } })
  const names = (state: State): string[] =>
    (state.members.get('lobby') ?? []).map(({ id, status, role }) => `${id} ${status} ${role}`)

  test('[R-CLIENT-108] is known once it was asked for, and kept', () => {
    const carol = { id: 9, name: 'p9', status: 'ACTIVE' } as const
    const state = after(identified(), asked('Lobby'))
    expect(names(state)).toEqual(['7 ACTIVE owner', '8 ACTIVE member'])
    const happenings = [
      event('room.joined', { room: lobby, person: carol }),
      event('room.role', { room: 'lobby', person: carol, role: 'voice', was: 'member', by: alice }),
      event('person.departed', { person: bob }),
    ]
    const then = happenings.reduce(next, state)
    expect(names(then)).toEqual(['7 ACTIVE owner', '8 OFFLINE member', '9 ACTIVE voice'])
    expect(names(next(then, event('person.arrived', { person: bob })))).toContain('8 ACTIVE member')
    expect(names(next(then, event('room.kicked', { room: 'lobby', person: carol, by: alice })))).toHaveLength(2)
    const account = { id: 8, name: 'bob', account: 'bob', status: 'ACTIVE' } as const
    const signedIn = event('person.signed-in', { person: account, was: { id: 9, name: 'p9' } })
    expect(names(next(then, signedIn))).toEqual(['7 ACTIVE owner', '8 ACTIVE member'])
    expect(next(then, event('room.closed', { room: 'lobby' })).members.size).toBe(0)
    expect(names(after(identified(), event('room.joined', { room: lobby, person: carol })))).toEqual([])
  })
})

describe('a snapshot', () => {
  test('[R-CLIENT-115] is plain data, with the newest entries of each room that stand without a gap', () => {
    const many = Array.from({ length: limits.snapshot_entries_max + 20 }, (_, index) => posted(42 + index))
    const state = after(identified(), ...many, posted(300))
    const snapshot = snapshotOf(state)
    if (snapshot === undefined) throw new Error('there is a session')
    const restored = startState(
      { phase: 'live' },
      restoredState(JSON.parse(JSON.stringify(snapshot)) as typeof snapshot),
    )
    expect(restored.rooms).toEqual(state.rooms)
    expect(restored.session.me).toEqual(state.session.me)
    const timeline = restored.messages.get('lobby')
    expect(timeline).toMatchObject({ since: 61, upTo: 161 })
    expect(timeline?.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, index) => 62 + index))
    expect(snapshotOf(after())).toBeUndefined()
  })
})
