// Proves what operators look at and take back: people, everything that is stored, and that looking is written down.

import { type Ear, say, type TestBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { account, refused, withOperator } from '../../room/fixtures.ts'

const bodiesOf = ({ entries }: { entries: readonly { body: string }[] }): string[] => entries.map(({ body }) => body)

/** What was written down of an act, newest first. */
async function written(brain: TestBrain, by: Ear, act: string) {
  await say(by, 'after the acts')
  const acts = await brain.ports.store.acts({ limit: 50 })
  return acts.filter((one) => one.act === act).map(({ room, subject, detail }) => ({ room, subject, detail }))
}

test('[R-ADMIN-10] operators look up accounts and guests, here or not, with how much they said', async () => {
  await using brain = await withOperator()
  const [alice, albert] = [await account(brain, 'alice'), await brain.person('Albert', { resumable: false })]
  for (const ear of [alice, albert, alice]) await say(ear, 'hello')
  albert.drop()
  await brain.operator.hears('person.departed')
  brain.clock.advance(1_000)
  await expect(alice.do('server.accounts', {})).rejects.toEqual(refused('not-operator'))
  const { people } = await brain.operator.do('server.accounts', { text: 'aL' })
  expect(people).toEqual([
    {
      id: alice.entered.person.id,
      name: 'alice',
      account: 'alice',
      seenAt: brain.clock.now(),
      messages: 2,
    },
    { id: albert.entered.person.id, name: 'Albert', seenAt: brain.clock.now() - 1_000, messages: 1 },
  ])
  expect((await brain.operator.do('server.accounts', { limit: 1 })).people).toHaveLength(1)
})

test('[R-ADMIN-11] operators look at everything that is stored, newest first, also at what two people said', async () => {
  await using brain = await withOperator()
  const [alice, bob] = [await account(brain, 'alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'den', kind: 'invite-only' })
  await say(alice, 'a needle in the lobby')
  await say(alice, 'in the den', { room: 'den' })
  const { room: direct } = await alice.do('message.send', { to: 'bob', body: 'a needle between us' })
  const { seq } = await say(bob, 'taken back')
  await bob.do('message.erase', { room: 'lobby', seq })
  const look = (query: object) => brain.operator.do('server.messages', query)
  await expect(alice.do('server.messages', {})).rejects.toEqual(refused('not-operator'))

  const all = await look({})
  expect(bodiesOf(all)).toEqual(['', 'a needle between us', 'in the den', 'a needle in the lobby'])
  expect(all.entries[0]).toMatchObject({ room: 'lobby', seq, erased: { by: { name: 'bob' } } })
  expect(all.rooms).toContainEqual({ slug: direct, name: 'alice, bob', kind: 'direct' })
  expect(all).not.toHaveProperty('next')

  const pages: string[] = []
  for (let next: string | undefined = ''; next !== undefined;) {
    const page: Awaited<ReturnType<typeof look>> = await look({ limit: 1, ...(next === '' ? {} : { before: next }) })
    pages.push(...bodiesOf(page))
    next = page.next
  }
  expect(pages).toEqual(bodiesOf(all))
  expect(bodiesOf(await look({ person: alice.entered.person.id, room: 'den' }))).toEqual(['in the den'])
  expect(bodiesOf(await look({ text: ' NEEDLE ' }))).toEqual(['a needle between us', 'a needle in the lobby'])
  await expect(look({ room: 'nowhere' })).rejects.toEqual(refused('no-such-room'))
  await expect(look({ before: 'x' })).rejects.toEqual(refused('bad-input'))
})

test('[R-ADMIN-11] what is rare is found however far back it stands', async () => {
  await using brain = await withOperator()
  const { ports, operator } = brain
  await say(operator, 'needle')
  for (let n = 0; n < 30; n++) await say(operator, `${n}`)
  await using short = await withOperator({ messages_scan_entries_max: 4 })
  await say(short.operator, 'needle')
  for (let n = 0; n < 30; n++) await say(short.operator, `${n}`)
  expect((await short.ports.store.everything({ text: 'needle', limit: 9 })).entries).toEqual([])
  for (const one of [operator, short.operator]) {
    expect(bodiesOf(await one.do('server.messages', { text: 'needle' }))).toEqual(['needle'])
  }
  expect((await ports.store.everything({ text: 'needle', limit: 9 })).entries).toHaveLength(1)
})

test('[R-ADMIN-12] each look at what two people, or one, have said is written down once, not each page', async () => {
  await using brain = await withOperator()
  const { operator } = brain
  const alice = await brain.person('alice')
  const { room } = await alice.do('message.send', { to: 'oper', body: 'one' })
  await alice.do('message.send', { to: 'oper', body: 'two' })
  const look = (query: object) => operator.do('server.messages', query)
  const { next } = await look({ room, limit: 1 })
  await look({ room, limit: 1, before: next })
  await look({ person: alice.entered.person.id, text: 'two' })
  await look({ person: 999, room: 'lobby' })
  await look({ room: 'lobby' })
  await look({})
  expect(await written(brain, operator, 'server.messages')).toEqual([
    {},
    { room: 'lobby', subject: 'deleted (999)' },
    { subject: `alice (${alice.entered.person.id})`, detail: 'two' },
    { room },
  ])
})

test('[R-ADMIN-13] operators take back what anybody said in any room, and all who are in it are told', async () => {
  await using brain = await withOperator()
  const { operator } = brain
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const { room, seq } = await alice.do('message.send', { to: 'bob', body: 'spam' })
  await expect(bob.do('server.erase', { room, seq })).rejects.toEqual(refused('not-operator'))
  await operator.do('server.erase', { room, seq, reason: 'ads' })
  for (const ear of [alice, bob]) {
    expect(await ear.hears('message.erased')).toMatchObject({
      payload: { room, seq, rev: 1, reason: 'ads', by: { name: 'oper' }, author: { name: 'alice' } },
    })
  }
  await expect(operator.do('server.erase', { room, seq })).rejects.toEqual(refused('no-such-message'))
  await expect(operator.do('server.erase', { room: 'nowhere', seq })).rejects.toEqual(refused('no-such-room'))
  expect(await written(brain, operator, 'server.erase')).toEqual([
    { room, subject: `alice (${alice.entered.person.id})`, detail: '1: ads' },
  ])
})

test('[R-ADMIN-13] also in a room that is closed, whatever was made under its name since', async () => {
  await using brain = await withOperator()
  const { operator } = brain
  const alice = await brain.person('alice')
  for (const body of ['in the first', 'in the second']) {
    await alice.do('room.create', { name: 'den', lifetime: 'while-occupied' })
    await say(alice, body, { room: 'den' })
    if (body === 'in the first') await alice.do('room.leave', { room: 'den' })
  }
  const { entries, rooms } = await operator.do('server.messages', {})
  expect(entries.map(({ body, room }) => [body, room])).toEqual([
    ['in the second', 'den'],
    ['in the first', expect.stringMatching(/^den~\d+$/u)],
  ])
  const room = entries[1]?.room ?? ''
  expect(rooms).toContainEqual({ slug: room, name: 'den', kind: 'public' })
  await operator.do('server.erase', { room, seq: 1 })
  expect(bodiesOf(await operator.do('server.messages', { room }))).toEqual([''])
  expect(bodiesOf(await operator.do('server.messages', { room: 'den' }))).toEqual(['in the second'])
})
