import { limits } from '@hubbub/protocol'
import { type Ear, say, testBrain, type TestBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { account, refused } from '../room/fixtures.ts'

async function newest(ear: Ear, room = 'lobby') {
  const { entries } = await ear.do('message.history', { room, limit: 1 })
  return entries[0]
}

async function people<const Names extends readonly string[]>(brain: TestBrain, ...names: Names) {
  const ears = []
  for (const name of names) ears.push(await brain.person(name))
  return ears as { [Index in keyof Names]: Awaited<ReturnType<TestBrain['person']>> }
}

test('[R-MESSAGE-8] what goes with a message is told and kept as it was given, and nothing else', async () => {
  await using brain = await testBrain()
  const [alice, bob] = await people(brain, 'alice', 'bob')
  const { seq } = await say(alice, 'hello')
  const tags = { 'example.org/colour': 'red' }
  const answer = await say(alice, 'waves to you', { kind: 'action', reply: seq, tags, wraps: [0, 5, 5, 8, 99] })
  const { payload } = await bob.hears('message.posted', (heard) => heard.payload.seq === answer.seq)
  const author = { id: alice.entered.person.id, name: 'alice' }
  const message = { ...answer, author, body: 'waves to you' }
  expect(payload).toStrictEqual({ ...message, kind: 'action', reply: seq, tags, wraps: [5, 8] })
  expect(await newest(bob)).toEqual(payload)
  await say(alice, 'plain', { tags: {}, wraps: [] })
  expect(Object.keys((await newest(bob)) ?? {}).toSorted()).toEqual(['at', 'author', 'body', 'room', 'seq'])
})

test('[R-MESSAGE-8] an account is named as such, when it speaks and when it is read', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await account(brain, 'alice'), await brain.person('bob')]
  await say(alice, 'hello')
  const { payload } = await bob.hears('message.posted')
  expect(payload).toMatchObject({ author: { name: 'alice', account: 'alice' } })
  expect(await newest(bob)).toEqual(payload)
})

test('[R-MESSAGE-8] nobody answers what is not there', async () => {
  await using brain = await testBrain()
  const [alice] = await people(brain, 'alice')
  await say(alice, 'hello')
  await expect(say(alice, 'yes', { reply: 7 })).rejects.toEqual(refused('no-such-message'))
  await expect(say(alice, 'yes', { reply: 0 })).rejects.toEqual(refused('no-such-message'))
  expect(alice.bodies()).toEqual(['hello'])
})

test('[R-MESSAGE-8] answers keep their place among what is said at once', async () => {
  await using brain = await testBrain()
  const [alice] = await people(brain, 'alice')
  const { seq } = await say(alice, 'hello')
  await Promise.all(['a', 'b', 'c', 'd'].map((body, i) => say(alice, body, i % 2 === 0 ? { reply: seq } : {})))
  expect(alice.bodies()).toEqual(['hello', 'a', 'b', 'c', 'd'])
})

test('[R-MESSAGE-9] a message mentions the members whom it calls by name', async () => {
  await using brain = await testBrain()
  const [alice, bob, york, eve] = await people(brain, 'alice', 'Bob', 'New York', 'eve')
  await alice.do('room.create', { name: 'Tea' })
  for (const ear of [bob, york]) await ear.do('room.join', { room: 'tea' })
  const [b, y] = [bob.entered.person.id, york.entered.person.id]
  const mentioned = async (body: string) => {
    await say(alice, body, { room: 'tea' })
    return (await newest(bob, 'tea'))?.mentions
  }
  expect(await mentioned('hello @bob!')).toEqual([b])
  expect(await mentioned('bob: look')).toEqual([b])
  expect(await mentioned('BOB, look')).toEqual([b])
  expect(await mentioned('(@bob) and @New York’s, @bob')).toEqual([b, y])
  expect(await mentioned('@new_york @bob')).toEqual([y, b])
  expect(await mentioned('New York: hi')).toEqual([y])
  for (const body of ['bob', 'say bob: no', 'mail@bob', '@alice', '@eve', 'eve: hi', '@bobby', '@', ':']) {
    expect(await mentioned(body)).toBeUndefined()
  }
  expect(eve.names()).not.toContain('message.posted')
})

test('[R-MESSAGE-9] of a body full of calls no more than a few are followed', async () => {
  await using brain = await testBrain()
  const [alice, bob] = await people(brain, 'alice', 'bob')
  const most = limits.message_mentions_max
  await say(alice, `${'@nobody '.repeat(most - 1)}@bob`)
  expect((await newest(bob))?.mentions).toEqual([bob.entered.person.id])
  await say(alice, `${'@nobody '.repeat(most)}@bob`)
  expect((await newest(bob))?.mentions).toBeUndefined()
})

test('[R-MESSAGE-10] who may not speak in a room neither writes, edits, reacts nor shares, and does not seem to type', async () => {
  await using brain = await testBrain()
  const [alice, bob] = await people(brain, 'alice', 'bob')
  await alice.do('room.create', { name: 'Tea' })
  await bob.do('room.join', { room: 'tea' })
  const { seq } = await say(bob, 'while I can', { room: 'tea' })
  const all = () => [
    say(bob, 'hello', { room: 'tea' }),
    bob.do('message.edit', { room: 'tea', seq, body: 'x' }),
    bob.do('message.react', { room: 'tea', seq, text: '+1' }),
    bob.do('message.typing', { room: 'tea', state: 'active' }),
    bob.do('message.signal', { room: 'tea', tags: { a: 'b' } }),
    bob.do('message.aside', { room: 'tea', least: 'moderator', body: 'hey' }),
    bob.do('file.share', { room: 'tea', name: 'a' }, (async function* () {})()),
  ]
  await alice.do('room.settings', { room: 'tea', set: { moderated: true } })
  for (const given of all()) await expect(given).rejects.toEqual(refused('cannot-speak'))
  await alice.do('room.settings', { room: 'tea', set: { moderated: null, accountsSpeak: true } })
  for (const given of all()) await expect(given).rejects.toEqual(refused('account-required'))
  // To take something back is not to speak.
  await expect(bob.do('message.erase', { room: 'tea', seq })).resolves.toMatchObject({ message: { body: '' } })
  await alice.do('room.settings', { room: 'tea', set: { accountsSpeak: null } })
  await expect(say(bob, 'hello', { room: 'tea' })).resolves.toMatchObject({ seq: 2 })
})

test('[R-MESSAGE-11] where requests between programs are refused, `/me` is none of them', async () => {
  await using brain = await testBrain()
  const [alice] = await people(brain, 'alice')
  await alice.do('room.create', { name: 'Tea' })
  const ping = () => say(alice, '\u0001PING 1\u0001', { room: 'tea' })
  const { seq } = await ping()
  await alice.do('room.settings', { room: 'tea', set: { noCtcp: true } })
  await expect(ping()).rejects.toEqual(refused('cannot-speak'))
  const edited = alice.do('message.edit', { room: 'tea', seq, body: '\u0001VERSION' })
  await expect(edited).rejects.toEqual(refused('cannot-speak'))
  await expect(say(alice, 'waves', { room: 'tea', kind: 'action' })).resolves.toMatchObject({ seq: 2 })
})

test('[R-MESSAGE-12] in an open room people outside may say something, unless they are banned', async () => {
  await using brain = await testBrain()
  const [alice, bob] = await people(brain, 'alice', 'bob')
  await alice.do('room.create', { name: 'Tea' })
  const outside = () => say(bob, 'hello in there', { room: 'tea' })
  await expect(outside()).rejects.toEqual(refused('not-joined'))
  await alice.do('room.settings', { room: 'tea', set: { open: true } })
  await expect(outside()).resolves.toMatchObject({ room: 'tea', seq: 1 })
  await bob.do('message.signal', { room: '#Tea', tags: { a: 'b' } })
  expect(alice.bodies('tea')).toEqual(['hello in there'])
  expect(alice.names()).toContain('message.signal')
  expect(bob.names()).not.toContain('message.posted')
  await expect(bob.do('message.history', { room: 'tea' })).rejects.toEqual(refused('not-joined'))
  await alice.do('room.ban', { room: 'tea', mask: 'bob' })
  await expect(outside()).rejects.toEqual(refused('cannot-speak'))
  await expect(say(bob, 'x', { room: 'nowhere' })).rejects.toEqual(refused('no-such-room'))
})

test('[R-MESSAGE-13] who hears accounts only is not spoken to by guests', async () => {
  await using brain = await testBrain()
  const alice = await account(brain, 'alice')
  const bob = await brain.person('bob')
  const { room } = await say(bob, 'hi', { to: 'alice' })
  await alice.do('person.profile', { accountsOnly: true })
  for (const place of [{ to: 'alice' }, { room }]) {
    await expect(say(bob, 'hi again', place)).rejects.toMatchObject({ code: 'accounts-only', subject: 'alice' })
    const signal = bob.do('message.signal', { ...place, tags: { a: 'b' } })
    await expect(signal).rejects.toEqual(refused('accounts-only'))
  }
  const carol = await brain.person('carol')
  await expect(say(carol, 'hi', { to: 'alice' })).rejects.toEqual(refused('accounts-only'))
  expect(alice.names().filter((name) => name === 'room.joined')).toHaveLength(1)
  await say(alice, 'what is it?', { to: 'bob' })
  await expect(say(bob, 'an answer', { to: 'alice' })).resolves.toMatchObject({ room })
  await expect(say(carol, 'and me?', { to: 'alice' })).rejects.toEqual(refused('accounts-only'))
  const admit = (name: string, on: boolean) => alice.do('person.profile', { admit: { name, on } })
  await admit('carol', true)
  await expect(say(carol, 'thanks', { to: 'alice' })).resolves.toMatchObject({ seq: 1 })
  await admit('carol', false)
  await expect(say(carol, 'oh', { to: 'alice' })).rejects.toEqual(refused('accounts-only'))
  await expect(admit('nobody', true)).rejects.toEqual(refused('no-such-person'))
  await carol.do('person.register', { password: 'correct horse' })
  await expect(say(carol, 'now', { to: 'alice' })).resolves.toMatchObject({ seq: 2 })
  await expect(say(alice, 'note', { to: 'alice' })).resolves.toMatchObject({ seq: 1 })
})

test('[R-MESSAGE-14] what is said to an account that is not here waits for them', async () => {
  await using brain = await testBrain()
  const alice = await account(brain, 'alice')
  const bob = await brain.person('bob')
  await alice.do('session.leave', {})
  alice.drop()
  await brain.turn()
  const { room } = await say(bob, 'are you there', { to: 'Alice' })
  await say(bob, 'call me', { to: 'alice' })
  await expect(say(bob, 'x', { to: 'a1ice' })).rejects.toEqual(refused('no-such-person'))
  const back = brain.open()
  await back.do('person.sign-in', { account: 'alice', password: 'correct horse' })
  const { rooms } = await back.do('person.identify', {})
  expect(rooms).toContainEqual(expect.objectContaining({ slug: room, kind: 'direct', seq: 2, read: 0 }))
  const { entries } = await back.do('message.history', { room })
  expect(entries.map(({ body }) => body)).toEqual(['are you there', 'call me'])
})

test('[R-MESSAGE-14] an account that is here under another name is spoken to by either', async () => {
  await using brain = await testBrain()
  const alice = await account(brain, 'alice')
  const bob = await brain.person('bob')
  await alice.do('person.rename', { name: 'al' })
  const { room } = await say(bob, 'one', { to: 'alice' })
  await expect(say(bob, 'two', { to: 'al' })).resolves.toMatchObject({ room, seq: 2 })
  expect(alice.bodies(room)).toEqual(['one', 'two'])
})
