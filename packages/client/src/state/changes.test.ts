import type { AnyEvent, EventName, Message, Payload } from '@hubbub/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Answered, Happening } from './happening.ts'
import { next, startState, type State } from './index.ts'
import { typingLastsMs } from './typing.ts'
import { Overdue } from '../overdue.ts'
import { manualClock } from '@hubbub/testkit'

const alice = { id: 7, name: 'alice', status: 'ACTIVE' } as const
const bob = { id: 8, name: 'bob', status: 'ACTIVE' } as const
const lobby = { slug: 'lobby', name: 'Lobby', kind: 'lobby', topic: '', seq: 41, read: 40 } as const
const dev = { slug: 'dev-talk', name: 'Dev Talk', kind: 'public', topic: '', seq: 3, read: 3 } as const
const author = { id: 8, name: 'bob' }

const event = <Name extends EventName>(name: Name, payload: Payload<Name>): Happening => ({
  kind: 'event',
  event: { name, payload } as unknown as AnyEvent,
})
const answered = (answered: Answered): Happening => ({ kind: 'answered', answered })
const entry = (seq: number, more: Partial<Message> = {}): Message => ({
  room: 'lobby',
  seq,
  at: seq,
  author,
  body: `line ${seq}`,
  ...more,
})
const posted = (seq: number): Happening => event('message.posted', entry(seq))
const identified = answered({
  name: 'person.identify',
  input: { name: 'alice' },
  reply: { person: alice, epoch: 'e1', token: 't', rooms: [lobby, dev] },
})
const after = (...happenings: Happening[]): State => happenings.reduce(next, startState({ phase: 'live' }))
const at = (state: State, seq: number): Message | undefined =>
  state.messages.get('lobby')?.entries.find((one) => one.seq === seq)
const rev = (state: State): number | undefined => state.messages.get('lobby')?.rev

const change = (seq: number, rev: number) => ({ room: 'lobby', seq, rev, at: 100 + rev, author })
const edit = (seq: number, rev: number, body = `edit ${rev}`) => event('message.edited', { ...change(seq, rev), body })
const erase = (seq: number, rev: number) => event('message.erased', { ...change(seq, rev), by: author })
const react = (seq: number, rev: number, on = true, by: Message['author'] = author) =>
  event('message.reacted', { ...change(seq, rev), by, text: '👍', on })

describe('changes to entries', () => {
  test('[R-CLIENT-23] an edited entry has its new words, one that was taken back has none', () => {
    const state = after(identified, posted(42), posted(43), react(43, 1), edit(42, 2), erase(43, 3))
    expect(at(state, 42)).toEqual(entry(42, { body: 'edit 2', editedAt: 102, rev: 2 }))
    expect(at(state, 43)).toEqual(entry(43, { body: '', erased: { by: author, at: 103 }, rev: 3 }))
  })

  test('[R-CLIENT-23] reactions are gathered by what they are, each person once, and go when the last takes theirs back', () => {
    const both = after(identified, posted(42), react(42, 1), react(42, 2, true, alice), react(42, 3))
    expect(at(both, 42)?.reactions?.map(({ text, people }) => [text, people.map(({ id }) => id)])).toEqual([
      ['👍', [7, 8]],
    ])
    const none = [react(42, 4, false), react(42, 5, false, alice)].reduce(next, both)
    expect(at(none, 42)).toEqual(entry(42, { rev: 5 }))
  })

  test('[R-CLIENT-23] however changes and entries cross, the last change stands', () => {
    const changes = [edit(42, 1), edit(42, 2), react(42, 3), edit(42, 4)]
    const final = at(after(identified, posted(42), ...changes), 42)
    expect(final).toMatchObject({ body: 'edit 4', rev: 4 })
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...changes, edit(42, 1), event('message.changed', final ?? entry(42))]),
        (some) => {
          const state = after(identified, posted(42), ...some)
          const told = [...some, event('message.changed', final ?? entry(42))].reduce(
            next,
            after(identified, posted(42)),
          )
          expect(at(told, 42)).toEqual(final)
          expect(at(state, 42)?.rev ?? 0).toBeLessThanOrEqual(4)
        },
      ),
    )
  })

  test('[R-CLIENT-23] an entry that was read again from the history is what it is there, unless we know better', () => {
    const page = (rev: number): Happening =>
      answered({
        name: 'message.history',
        input: { room: 'lobby' },
        reply: { entries: [entry(42, { body: `page ${rev}`, rev })], more: false },
      })
    expect(at(after(identified, posted(42), page(1)), 42)?.body).toBe('page 1')
    expect(at(after(identified, posted(42), edit(42, 1), edit(42, 2), page(1)), 42)?.body).toBe('edit 2')
  })

  test('[R-CLIENT-24] changes are counted without gaps, so that a lost one is asked for again', () => {
    expect(rev(after(identified, posted(42), edit(42, 1), edit(42, 2)))).toBe(2)
    const state = after(identified, posted(42), edit(42, 1), edit(42, 3))
    expect([rev(state), at(state, 42)?.body]).toEqual([1, 'edit 3'])
    expect(rev(next(state, event('message.changed', entry(42, { rev: 4 }))))).toBe(4)
  })

  test('[R-CLIENT-24] what came with missed entries is counted when all of them have come', () => {
    const missed = event('message.posted', entry(42, { rev: 9 }))
    const resumed = event('room.resumed', { room: 'lobby', seq: 42 })
    expect(rev(after(identified, missed))).toBe(0)
    expect(rev(after(identified, missed, resumed))).toBe(9)
  })

  test('what we have changed ourselves is known from the answer', () => {
    const message = entry(42, { body: 'mine', rev: 1 })
    const reply = answered({
      name: 'message.edit',
      input: { room: 'lobby', seq: 42, body: 'mine' },
      reply: { message },
    })
    expect(at(after(identified, posted(42), reply), 42)).toEqual(message)
  })

  test('an answer to somebody, and what we do, are known as such at once', () => {
    const input = { room: 'lobby', body: 'waves', kind: 'action', reply: 41 } as const
    const sent = answered({ name: 'message.send', input, reply: { room: 'lobby', seq: 42, at: 1 } })
    expect(at(after(identified, sent), 42)).toMatchObject({ body: 'waves', kind: 'action', reply: 41 })
  })
})

describe('rooms and roles', () => {
  test('[R-CLIENT-25] who is sent out of a room is in it no more', () => {
    const typing = event('message.typing', { room: 'dev-talk', person: author, state: 'active' })
    const kicked = (person: typeof alice | typeof bob) => event('room.kicked', { room: 'dev-talk', person, by: author })
    expect(after(identified, typing, kicked(bob)).rooms.has('dev-talk')).toBe(true)
    const out = after(identified, typing, kicked(alice))
    expect([out.rooms, out.messages, out.typing].map((slice) => slice.has('dev-talk'))).toEqual([false, false, false])
  })

  test('[R-CLIENT-25] we know our role, what a room is called and how it is kept', () => {
    const role = (role: 'voice' | 'member') =>
      event('room.role', { room: 'dev-talk', person: alice, role, was: 'member', by: author })
    expect(after(identified, role('voice')).rooms.get('dev-talk')).toEqual({ ...dev, role: 'voice' })
    expect(after(identified, role('voice'), role('member')).rooms.get('dev-talk')).toEqual(dev)
    const renamed = event('room.renamed', { room: { ...dev, name: 'Dev' }, was: 'Dev Talk', by: author })
    expect(after(identified, renamed).rooms.get('dev-talk')).toEqual({ ...dev, name: 'Dev' })
    const kept: Payload<'room.settings'> = {
      room: 'dev-talk',
      kind: 'invite-only',
      settings: { limit: 5 },
      changed: ['limit'],
      by: author,
    }
    expect(after(identified, event('room.settings', kept)).rooms.get('dev-talk')).toEqual({
      ...dev,
      kind: 'invite-only',
      settings: { limit: 5 },
    })
    const joined = event('room.joined', { room: { ...dev, slug: 'new' }, person: alice, role: 'owner' })
    expect(after(identified, joined).rooms.get('new')).toMatchObject({ role: 'owner' })
  })

  test('[R-CLIENT-13] a read marker stands at a seq and at a time, and neither goes back', () => {
    const read = (seq: number, at?: number) =>
      event('message.read', { room: 'lobby', seq, ...(at === undefined ? {} : { at }) })
    const marks = fc.array(fc.tuple(fc.nat(60), fc.option(fc.nat(60), { nil: undefined })), { minLength: 1 })
    fc.assert(
      fc.property(marks, (given) => {
        const room = after(identified, ...given.map(([seq, at]) => read(seq, at))).rooms.get('lobby')
        expect(room?.read).toBe(Math.max(40, ...given.map(([seq]) => seq)))
        expect(room?.readAt ?? 0).toBe(Math.max(0, ...given.map(([, at]) => at ?? 0)))
      }),
    )
  })
})

describe('accounts', () => {
  const account = { id: 3, name: 'alice', status: 'ACTIVE', account: 'alice' } as const

  test('[R-CLIENT-26] a guest who signs in is the account from then on, for themselves and for others', () => {
    const own = after(identified, event('person.signed-in', { person: account, was: alice }))
    expect([own.session.me, [...own.people.keys()]]).toEqual([account, [3]])
    const out = next(own, event('person.signed-out', { person: { ...alice, name: 'guest1' }, was: account }))
    expect([out.session.me?.name, [...out.people.keys()]]).toEqual(['guest1', [7]])
    const other = after(identified, event('person.signed-in', { person: { ...account, id: 4 }, was: bob }))
    expect([other.session.me?.id, [...other.people.keys()]]).toEqual([7, [7, 4]])
  })

  test('[R-CLIENT-26] the answers alone tell it as well', () => {
    const signedIn = answered({
      name: 'person.sign-in',
      input: { account: 'alice', password: 'x' },
      reply: { account: 'alice', person: account },
    })
    expect(after(identified, signedIn).session.me).toEqual(account)
    const registered = answered({ name: 'person.register', input: { password: 'x' }, reply: { account: 'alice' } })
    expect(after(identified, registered).session.me).toEqual({ ...alice, account: 'alice' })
    const signedOut = answered({ name: 'person.sign-out', input: {}, reply: { person: bob } })
    expect(after(identified, signedIn, signedOut).session.me).toEqual(bob)
  })
})

describe('typing', () => {
  const typing = (state: 'active' | 'paused' | 'done') =>
    event('message.typing', { room: 'lobby', person: author, state })
  const typists = (state: State) => [...(state.typing.get('lobby')?.values() ?? [])].map(({ state }) => state)

  test('[R-CLIENT-27] somebody types until they are done, say something, leave, or are overdue', () => {
    expect(typists(after(identified, typing('active'), typing('paused')))).toEqual(['paused'])
    const ends: Happening[] = [
      typing('done'),
      posted(42),
      event('room.left', { room: 'lobby', person: bob }),
      event('room.closed', { room: 'lobby' }),
      event('person.departed', { person: bob }),
      event('person.signed-in', { person: { ...bob, id: 4 }, was: bob }),
      { kind: 'overdue', room: 'lobby', person: 8 },
      { kind: 'anew', why: 'wrong-epoch' },
    ]
    for (const end of ends) expect(after(identified, typing('active'), end).typing.size).toBe(0)
  })

  test('[R-CLIENT-27] somebody is overdue after a while, counted from when they were last heard of', () => {
    const clock = manualClock()
    const told: string[] = []
    const overdue = new Overdue(clock, (room, person) => told.push(`${room} ${person}`))
    const hear = (state: 'active' | 'paused' | 'done'): void => overdue.typed({ room: 'lobby', person: author, state })
    hear('active')
    clock.advance(typingLastsMs.active - 1)
    hear('active')
    clock.advance(typingLastsMs.active - 1)
    expect(told).toEqual([])
    clock.advance(1)
    expect(told).toEqual(['lobby 8'])
    hear('paused')
    clock.advance(typingLastsMs.active)
    expect(told).toHaveLength(1)
    hear('done')
    clock.advance(typingLastsMs.paused)
    expect(told).toHaveLength(1)
    hear('active')
    overdue.stop()
    clock.advance(typingLastsMs.paused)
    expect(told).toHaveLength(1)
  })
})
