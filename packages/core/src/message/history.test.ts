import { type Ear, say, testBrain } from '@hubbub/testkit'
import type { Asked } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { refused } from '../room/fixtures.ts'

type Span = Omit<Asked<'message.history'>, 'room'>

/** Ten entries, a second apart, and a way to read them. */
async function tenEntries(brain: Awaited<ReturnType<typeof testBrain>>, alice: Ear) {
  const times = [0]
  for (let i = 1; i <= 10; i++) {
    brain.clock.advance(1_000)
    times.push((await say(alice, `${i}`)).at)
  }
  const page = async (span: Span): Promise<string> => {
    const { entries, more } = await alice.do('message.history', { room: 'lobby', ...span })
    return entries.map(({ body }) => body).join(' ') + (more ? ' …' : '')
  }
  return { page, time: (seq: number) => times[seq] ?? 0 }
}

test('[R-MESSAGE-15] history goes by time as it goes by seq, and between two bounds from either end', async () => {
  await using brain = await testBrain()
  const { page, time } = await tenEntries(brain, await brain.person('alice'))
  await expect(page({ beforeAt: time(4) })).resolves.toBe('1 2 3')
  await expect(page({ beforeAt: time(4) + 1, limit: 2 })).resolves.toBe('3 4 …')
  await expect(page({ afterAt: time(8) })).resolves.toBe('9 10')
  await expect(page({ afterAt: time(8) - 1, limit: 2 })).resolves.toBe('8 9 …')
  await expect(page({ after: 2, before: 8, limit: 3 })).resolves.toBe('3 4 5 …')
  await expect(page({ after: 2, before: 8, limit: 3, from: 'newest' })).resolves.toBe('5 6 7 …')
  await expect(page({ afterAt: time(2), beforeAt: time(8), limit: 5 })).resolves.toBe('3 4 5 6 7')
  await expect(page({ after: 4, beforeAt: time(7), from: 'newest', limit: 1 })).resolves.toBe('6 …')
  await expect(page({ before: 4, from: 'oldest', limit: 2 })).resolves.toBe('1 2 …')
  await expect(page({ after: 5, before: 5 })).resolves.toBe('')
  await expect(page({ afterAt: time(10) })).resolves.toBe('')
})

test('[R-MESSAGE-16] history around an entry has as many before it as after it, and it', async () => {
  await using brain = await testBrain()
  const { page, time } = await tenEntries(brain, await brain.person('alice'))
  await expect(page({ around: 5, limit: 1 })).resolves.toBe('5 …')
  await expect(page({ around: 5, limit: 3 })).resolves.toBe('4 5 6 …')
  await expect(page({ around: 5, limit: 4 })).resolves.toBe('3 4 5 6 …')
  await expect(page({ around: 1, limit: 3 })).resolves.toBe('1 2 …')
  await expect(page({ around: 10, limit: 5 })).resolves.toBe('8 9 10 …')
  await expect(page({ around: 5, limit: 50 })).resolves.toBe('1 2 3 4 5 6 7 8 9 10')
  await expect(page({ aroundAt: time(7), limit: 3 })).resolves.toBe('6 7 8 …')
  await expect(page({ aroundAt: time(7) - 1, limit: 2 })).resolves.toBe('6 7 …')
  await expect(page({ around: 99, limit: 2 })).resolves.toBe('10 …')
})

test('[R-ROOM-4] history is for those in the room', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Tea' })
  await expect(bob.do('message.history', { room: 'tea', around: 1 })).rejects.toEqual(refused('not-joined'))
  await expect(bob.do('message.history', { room: 'milk' })).rejects.toEqual(refused('no-such-room'))
})

test('[R-MESSAGE-25] search finds what was said in one’s own rooms, newest first', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Tea' })
  const lobby = await say(alice, 'green tea is on the table')
  brain.clock.advance(1_000)
  await say(bob, 'the tea is cold')
  const private_ = await say(alice, 'secret tea', { room: 'tea' })
  const found = async (ear: Ear, query: Asked<'message.search'>) => {
    const { entries, more } = await ear.do('message.search', query)
    return entries.map(({ body }) => body).join(', ') + (more ? ' …' : '')
  }
  await expect(found(alice, { text: 'tea' })).resolves.toBe('secret tea, the tea is cold, green tea is on the table')
  await expect(found(bob, { text: 'tea' })).resolves.toBe('the tea is cold, green tea is on the table')
  await expect(found(alice, { text: 'tea', limit: 2 })).resolves.toBe('secret tea, the tea is cold …')
  await expect(found(alice, { text: 'tea', room: 'tea' })).resolves.toBe('secret tea')
  await expect(found(alice, { text: 'tea', from: 'BOB' })).resolves.toBe('the tea is cold')
  await expect(found(alice, { from: 'nobody' })).resolves.toBe('')
  await expect(found(alice, { text: 'tea', beforeAt: lobby.at + 1 })).resolves.toBe('green tea is on the table')
  await expect(found(bob, { text: 'tea', room: 'tea' })).rejects.toEqual(refused('not-joined'))
  await expect(found(bob, { text: 'tea', room: 'milk' })).rejects.toEqual(refused('no-such-room'))
  await expect(found(bob, { text: '  ' })).rejects.toEqual(refused('bad-input'))
  const { entries } = await alice.do('message.search', { text: 'secret' })
  expect(entries).toEqual([{ ...private_, author: { id: alice.entered.person.id, name: 'alice' }, body: 'secret tea' }])
})

test('[R-MESSAGE-26] targets are one’s rooms by the time of their newest entry, within bounds', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Tea' })
  await bob.do('room.create', { name: 'Milk' })
  const sayIn = async (ear: Ear, more: Partial<Asked<'message.send'>>) => {
    brain.clock.advance(1_000)
    return say(ear, 'x', more)
  }
  await sayIn(alice, { room: 'lobby' })
  const tea = await sayIn(alice, { room: 'tea' })
  const direct = await sayIn(bob, { to: 'alice' })
  await sayIn(bob, { room: 'milk' })
  const lobby = await sayIn(bob, { room: 'lobby' })
  const targets = async (span: Asked<'message.targets'>) => {
    const found = await alice.do('message.targets', span)
    return found.targets.map(({ room, at }) => ({ room: room.slug, at }))
  }
  const all = [tea, direct, lobby].map(({ room, at }) => ({ room, at }))
  await expect(targets({})).resolves.toEqual(all)
  await expect(targets({ limit: 2 })).resolves.toEqual(all.slice(0, 2))
  await expect(targets({ afterAt: tea.at })).resolves.toEqual(all.slice(1))
  await expect(targets({ afterAt: tea.at, beforeAt: lobby.at })).resolves.toEqual(all.slice(1, 2))
  // The lobby was spoken in before that as well, but not last.
  await expect(targets({ beforeAt: tea.at })).resolves.toEqual([])
})
