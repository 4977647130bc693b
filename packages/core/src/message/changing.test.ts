import { type Ear, say, testBrain } from '@hubbub/testkit'
import { limits } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { account, refused, withOperator } from '../room/fixtures.ts'

async function kept(ear: Ear, room = 'lobby') {
  const { entries } = await ear.do('message.history', { room })
  return entries
}

const authorOf = (ear: { readonly entered: { readonly person: { id: number; name: string } } }) => ({
  id: ear.entered.person.id,
  name: ear.entered.person.name,
})

async function* bytes(): AsyncIterable<Uint8Array> {
  yield Buffer.from('hi')
}

async function teaWith(brain: Awaited<ReturnType<typeof testBrain>>) {
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Tea' })
  await bob.do('room.join', { room: 'tea' })
  return { alice, bob }
}

test('[R-MESSAGE-19] what somebody said they may say in other words, and nobody else may', async () => {
  await using brain = await testBrain()
  const { alice, bob } = await teaWith(brain)
  const { seq } = await say(bob, 'helo', { room: 'tea' })
  const edit = (ear: Ear, body: string) => ear.do('message.edit', { room: 'tea', seq, body })
  const { message } = await edit(bob, 'hello')
  expect(message).toMatchObject({ room: 'tea', seq, body: 'hello', author: authorOf(bob), rev: 1 })
  const { payload } = await alice.hears('message.edited')
  expect(payload).toEqual({ room: 'tea', seq, rev: 1, body: 'hello', at: message.editedAt, author: authorOf(bob) })
  expect(await kept(alice, 'tea')).toEqual([message])
  await edit(bob, 'hello')
  await expect(edit(alice, 'bye')).rejects.toEqual(refused('not-allowed'))
  expect(alice.names().filter((name) => name === 'message.edited')).toHaveLength(1)
  const none = bob.do('message.edit', { room: 'tea', seq: 9, body: 'x' })
  await expect(none).rejects.toMatchObject({ code: 'no-such-message', subject: '9' })
})

test('[R-MESSAGE-20] what was taken back is gone, and its place is left', async () => {
  await using brain = await testBrain()
  const { alice, bob } = await teaWith(brain)
  const { seq, at } = await say(bob, 'never mind', { room: 'tea', tags: { a: 'b' } })
  await say(bob, 'next', { room: 'tea' })
  await alice.do('message.react', { room: 'tea', seq, text: '?' })
  const { message } = await bob.do('message.erase', { room: 'tea', seq })
  const by = authorOf(bob)
  expect(message).toEqual({ room: 'tea', seq, at, author: by, body: '', erased: { by, at: brain.clock.now() }, rev: 2 })
  const { payload } = await alice.hears('message.erased')
  expect(payload).toEqual({ room: 'tea', seq, rev: 2, by, at: brain.clock.now(), author: by })
  expect((await kept(alice, 'tea')).map(({ body }) => body)).toEqual(['', 'next'])
  for (const given of [
    bob.do('message.erase', { room: 'tea', seq }),
    bob.do('message.edit', { room: 'tea', seq, body: 'x' }),
    bob.do('message.react', { room: 'tea', seq, text: '!' }),
    bob.do('message.unreact', { room: 'tea', seq, text: '!' }),
  ]) {
    await expect(given).rejects.toEqual(refused('no-such-message'))
  }
  await expect(alice.do('message.search', { text: 'never' })).resolves.toEqual({ entries: [], more: false })
})

test('[R-MESSAGE-20] a moderator may take back what others said, which is written down; members may not', async () => {
  await using brain = await withOperator()
  const { alice, bob } = await teaWith(brain)
  const [first, second] = [await say(bob, 'spam', { room: 'tea' }), await say(alice, 'mine', { room: 'tea' })]
  const erase = (ear: Ear, seq: number) => ear.do('message.erase', { room: 'tea', seq, reason: 'rude' })
  await expect(erase(bob, second.seq)).rejects.toEqual(refused('not-allowed'))
  await erase(alice, first.seq)
  await erase(alice, second.seq)
  const { payload } = await bob.hears('message.erased')
  expect(payload).toMatchObject({ seq: first.seq, by: authorOf(alice), author: authorOf(bob), reason: 'rude' })
  const { acts } = await brain.operator.do('server.audit', {})
  expect(acts.filter(({ act }) => act === 'message.erase')).toEqual([
    expect.objectContaining({ by: authorOf(alice), room: 'tea', subject: 'bob', detail: `${first.seq}: rude` }),
  ])
})

test('[R-MESSAGE-20] the file of what was taken back is not found any more', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const share = () => alice.do('file.share', { room: 'lobby', name: 'a.txt', clientId: 'c1' }, bytes())
  const { file, seq } = await share()
  await expect(share()).resolves.toMatchObject({ file, seq })
  await expect(alice.do('file.fetch', { file: file.id })).resolves.toEqual({ file })
  const { message } = await alice.do('message.erase', { room: 'lobby', seq })
  expect(message.file).toBeUndefined()
  await expect(alice.do('file.fetch', { file: file.id })).rejects.toEqual(refused('no-such-file'))
  await expect(share()).rejects.toEqual(refused('no-such-file'))
})

test('[R-MESSAGE-21] reactions are counted once each, told when they change something, and can be taken back', async () => {
  await using brain = await testBrain()
  const { alice, bob } = await teaWith(brain)
  const { seq } = await say(alice, 'cake?', { room: 'tea' })
  const asked = { room: 'tea', seq, text: '👍' }
  for (const ear of [bob, bob, alice]) await ear.do('message.react', asked)
  const people = [authorOf(bob), authorOf(alice)]
  expect((await kept(bob, 'tea'))[0]).toMatchObject({ body: 'cake?', rev: 2, reactions: [{ text: '👍', people }] })
  await bob.do('message.unreact', asked)
  const { message } = await bob.do('message.unreact', asked)
  expect(message).toMatchObject({ rev: 3, reactions: [{ text: '👍', people: [authorOf(alice)] }] })
  const told = alice.heard.flatMap((heard) => (heard.name === 'message.reacted' ? [heard.payload] : []))
  const common = { room: 'tea', seq, text: '👍', author: authorOf(alice), at: brain.clock.now() }
  expect(told).toEqual([
    { ...common, rev: 1, on: true, by: authorOf(bob) },
    { ...common, rev: 2, on: true, by: authorOf(alice) },
    { ...common, rev: 3, on: false, by: authorOf(bob) },
  ])
  await expect(bob.do('message.react', { ...asked, seq: 5 })).rejects.toEqual(refused('no-such-message'))
})

test('[R-MESSAGE-21] there is an end to the reactions to one message', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const { seq } = await say(alice, 'hello')
  const react = (i: number) => alice.do('message.react', { room: 'lobby', seq, text: `${i}` })
  const most = limits.reactions_per_message_max
  await Promise.all(Array.from({ length: most }, (_, i) => react(i)))
  await expect(react(most)).rejects.toEqual(refused('too-many'))
  await alice.do('message.unreact', { room: 'lobby', seq, text: '0' })
  await expect(react(most)).resolves.toMatchObject({ message: { seq } })
})

test('[R-MESSAGE-19] who has signed in since may still change what they said as a guest', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const { seq } = await say(alice, 'helo')
  await alice.do('person.register', { password: 'correct horse' })
  const edited = alice.do('message.edit', { room: 'lobby', seq, body: 'hello' })
  await expect(edited).resolves.toMatchObject({ message: { body: 'hello' } })
  await expect((await account(brain, 'bob')).do('message.erase', { room: 'lobby', seq })).rejects.toEqual(
    refused('not-allowed'),
  )
})
