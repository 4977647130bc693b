import { Refusal } from '@hubbub/protocol'
import { say, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

const code = (code: string) => expect.objectContaining({ code })

test('[R-MESSAGE-1] a message is stored before anybody hears it', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const answer = say(alice, 'hello')
  expect(bob.heard).toEqual([])
  const { seq, at } = await answer
  const heard = await bob.hears('message.posted')
  expect(heard.payload).toEqual({
    room: 'lobby',
    seq,
    at,
    author: { id: alice.entered.person.id, name: 'alice' },
    body: 'hello',
  })
  await expect(brain.ports.store.history({ room: 1, limit: 10, from: 'newest' })).resolves.toMatchObject([
    { seq, body: 'hello' },
  ])
})

test('[R-MESSAGE-1] what cannot be stored is refused, and nobody hears it', async () => {
  await using brain = await testBrain({ databaseBytesMax: 256 * 1_024 })
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const outcomes = []
  for (let i = 0; i < 40; i++) {
    const body = `${i} ${'x'.repeat(16_000)}`
    outcomes.push(
      await say(alice, body).then(
        () => body,
        (refusal: Refusal) => refusal.code,
      ),
    )
  }
  const stored = outcomes.filter((outcome) => outcome !== 'unavailable')
  expect(stored.length).toBeGreaterThan(0)
  expect(stored.length).toBeLessThan(outcomes.length)
  expect(bob.bodies()).toEqual(stored)
  const { entries } = await bob.do('message.history', { room: 'lobby', after: 0 })
  expect(entries.map(({ body }) => body)).toEqual(stored)
})

test('[R-MESSAGE-2] a repeated send has one effect and one answer', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const once = () => say(alice, 'hello', { clientId: 'c1' })
  const answers = await Promise.all([once(), once(), once()])
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  alice.drop()
  const back = brain.open()
  await back.do('session.resume', { token: alice.entered.token })
  await expect(say(back, 'hello', { clientId: 'c1' })).resolves.toEqual(answers[0])
  await say(bob, 'hello', { clientId: 'c1' })
  expect(bob.bodies()).toEqual(['hello', 'hello'])
})

test('[R-MESSAGE-4] a direct message is between two, on all their sessions, also later', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  const sent = await Promise.all([
    say(alice, 'psst', { to: 'BOB' }),
    say(alice, 'hey', { to: 'bob' }),
    say(bob, 'what', { to: 'alice' }),
  ])
  expect(new Set(sent.map(({ room }) => room)).size).toBe(1)
  const room = sent[0]?.room ?? ''
  expect(bob.bodies(room)).toHaveLength(3)
  expect(alice.bodies(room)).toEqual(bob.bodies(room))
  expect(bob.names()[1]).toBe('room.joined')
  expect(carol.names()).not.toContain('message.posted')
  await expect(say(carol, 'me too', { room })).rejects.toEqual(code('not-joined'))
  await expect(carol.do('room.join', { room })).rejects.toEqual(code('not-invited'))
  await expect(say(alice, 'hi', { to: 'nobody' })).rejects.toMatchObject({ code: 'no-such-person', subject: 'nobody' })
  await expect(say(alice, 'note to self', { to: 'alice' })).resolves.not.toMatchObject({ room })
})

test('[R-MESSAGE-5] history goes both ways in pages', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  for (let i = 1; i <= 12; i++) await say(alice, `${i}`)
  const page = async (span: { before?: number; after?: number; limit?: number }) => {
    const { entries, more } = await alice.do('message.history', { room: 'lobby', ...span })
    return [entries.map(({ body }) => body).join(' '), more]
  }
  await expect(page({ limit: 5 })).resolves.toEqual(['8 9 10 11 12', true])
  await expect(page({ before: 8, limit: 5 })).resolves.toEqual(['3 4 5 6 7', true])
  await expect(page({ before: 3, limit: 5 })).resolves.toEqual(['1 2', false])
  await expect(page({ before: 6, limit: 5 })).resolves.toEqual(['1 2 3 4 5', false])
  await expect(page({ after: 0, limit: 5 })).resolves.toEqual(['1 2 3 4 5', true])
  await expect(page({ after: 7, limit: 5 })).resolves.toEqual(['8 9 10 11 12', false])
  await expect(page({ after: 12 })).resolves.toEqual(['', false])
})

test('[R-MESSAGE-6] a read marker goes forward only, and only to oneself', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const second = brain.open()
  await second.do('session.resume', { token: alice.entered.token })
  for (let i = 1; i <= 5; i++) await say(bob, `${i}`)
  const read = (seq: number) => alice.do('message.read', { room: 'lobby', seq })
  await expect(read(3)).resolves.toMatchObject({ seq: 3 })
  await expect(read(1)).resolves.toMatchObject({ seq: 3 })
  await expect(read(99)).resolves.toMatchObject({ seq: 5 })
  await second.hears('message.read', ({ payload }) => payload.seq === 5)
  expect(bob.names()).not.toContain('message.read')
  const back = await brain.open().do('session.resume', { token: alice.entered.token })
  expect(back.rooms[0]).toMatchObject({ slug: 'lobby', read: 5, seq: 5 })
})

test('[R-MESSAGE-7] times strictly increase when the clock stands still and when it goes back', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const times: number[] = []
  for (const step of [0, 0, 5, 0]) {
    brain.clock.advance(step)
    times.push((await say(alice, 'x')).at)
  }
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
})

test('[R-WORD-3] a message that is too long is refused', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const refusal = await say(alice, 'x'.repeat(20_000)).catch((cause: unknown) => cause)
  expect(refusal).toBeInstanceOf(Refusal)
  expect(refusal).toEqual(code('too-long'))
})
