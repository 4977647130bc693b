import { type Ear, say, testBrain, type TestBrain } from '@hubbub/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const code = (code: string) => expect.objectContaining({ code })
const password = 'correct horse'

const account = (brain: TestBrain, name: string) => brain.open().do('person.register', { name, password })

async function enter(brain: TestBrain, name: string, device?: string, resumable = false) {
  const ear = brain.open({ resumable })
  await ear.do('person.sign-in', { account: name, password })
  const entered = await ear.do('person.identify', device === undefined ? {} : { device })
  await brain.turn()
  return Object.assign(ear, { entered })
}

const hears = (ear: Ear, body: string) => ear.hears('message.posted', ({ payload }) => payload.body === body)

test('[R-SESSION-13] resume tells how older entries have changed, before what was missed', async () => {
  await using brain = await testBrain({ limits: { resume_page_entries_max: 2 } })
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  for (const body of ['1', '2', '3', '4', '5']) await say(bob, body)
  alice.drop()
  for (const seq of [1, 2, 3]) await bob.do('message.edit', { room: 'lobby', seq, body: `${seq} again` })
  await bob.do('message.erase', { room: 'lobby', seq: 4 })
  await say(bob, 'missed')
  await bob.do('message.edit', { room: 'lobby', seq: 6, body: 'missed and changed' })
  const back = brain.open()
  const rooms = [{ room: 'lobby', seq: 5, rev: 1 }]
  await back.do('session.resume', { token: alice.entered.token, rooms })
  await back.hears('room.resumed')
  expect(back.heard.map(({ name, payload }) => [name, 'body' in payload ? payload.body : ''])).toEqual([
    ['message.changed', '2 again'],
    ['message.changed', '3 again'],
    ['message.changed', ''],
    ['message.posted', 'missed and changed'],
    ['room.resumed', ''],
  ])
})

test('[R-SESSION-13] whatever is changed while somebody comes back, they end with what is true', async () => {
  await using brain = await testBrain({ limits: { resume_page_entries_max: 2 } })
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const body = new Map<number, string>()
  const known = new Map<number, string>()
  let rev = 0
  let ear: Ear = alice
  const learn = (): void => {
    for (const { name, payload } of ear.heard) {
      if (name === 'message.edited') rev = Math.max(rev, payload.rev)
      if (name === 'message.edited') known.set(payload.seq, payload.body)
      if (name === 'message.posted' || name === 'message.changed') known.set(payload.seq, payload.body)
      if (name === 'message.changed' || name === 'message.posted') rev = Math.max(rev, payload.rev ?? 0)
    }
  }
  const post = async (text: string): Promise<void> => void body.set((await say(bob, text)).seq, text)
  const edit = async (seq: number): Promise<void> => {
    const text = `${body.get(seq)}!`
    body.set(seq, text)
    await bob.do('message.edit', { room: 'lobby', seq, body: text })
  }
  for (let i = 0; i < 5; i++) await post(`${i}`)
  const steps = fc.array(fc.oneof(fc.constant('post' as const), fc.nat({ max: 20 })), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(steps, steps, async (away, meanwhile) => {
      const act = (step: 'post' | number) => (step === 'post' ? post('x') : edit((step % body.size) + 1))
      ear.drop()
      learn()
      for (const step of away) await act(step)
      ear = brain.open()
      const rooms = [{ room: 'lobby', seq: Math.max(0, ...known.keys()), rev }]
      await Promise.all([
        ear.do('session.resume', { token: alice.entered.token, rooms }),
        ...meanwhile.map((step, i) => (i % 3 === 0 ? brain.turn().then(() => act(step)) : act(step))),
      ])
      await post('last')
      await hears(ear, 'last')
      for (let i = 0; i < 5; i++) await bob.do('session.ping', {}).then(brain.turn)
      await ear.do('message.history', { room: 'lobby' })
      const heard = [...ear.heard]
      learn()
      expect({ heard, known: Object.fromEntries(known) }).toEqual({ heard, known: Object.fromEntries(body) })
    }),
    { numRuns: 25 },
  )
})

test('[R-SESSION-14] all sessions of a person hear everything under one name, and the person departs with the last', async () => {
  await using brain = await testBrain({ limits: { sessions_per_person_max: 2 } })
  await account(brain, 'alice')
  const bob = await brain.person('bob')
  const [first, second] = [await enter(brain, 'alice'), await enter(brain, 'alice')]
  expect(second.entered.person).toEqual(first.entered.person)
  await expect(enter(brain, 'alice')).rejects.toEqual(code('too-many'))
  await say(first, 'from the first')
  await say(second, 'psst', { to: 'bob' })
  await first.do('room.create', { name: 'Dev' })
  await say(second, 'in a new room', { room: 'dev' })
  for (const ear of [first, second]) {
    await hears(ear, 'in a new room')
    expect(ear.heard.flatMap(({ payload }) => ('body' in payload ? payload.body : []))).toEqual([
      'from the first',
      'psst',
      'in a new room',
    ])
  }
  await second.do('person.rename', { name: 'al' })
  expect(first.session.person?.name).toBe('al')
  first.drop()
  await say(second, 'still here')
  await hears(bob, 'still here')
  expect(bob.names()).not.toContain('person.departed')
  second.drop()
  await bob.hears('person.departed')
  expect(bob.names().filter((name) => name === 'person.arrived')).toHaveLength(1)
})

test('[R-SESSION-15] an account hears on each device what it missed there, once', async () => {
  await using brain = await testBrain({ limits: { device_backlog_entries_max: 60, resume_page_entries_max: 7 } })
  await account(brain, 'alice')
  const bob = await brain.person('bob')
  await say(bob, 'before')
  const talk = async (from: number, to: number): Promise<string[]> => {
    const bodies = Array.from({ length: to - from + 1 }, (_, i) => `${from + i}`)
    for (const body of bodies) await say(bob, body)
    return bodies
  }
  const visit = async (device: string): Promise<string[]> => {
    const ear = await enter(brain, 'alice', device)
    const mark = `mark ${Math.random()}`
    await say(bob, mark)
    await hears(ear, mark)
    ear.drop()
    return ear.bodies().filter((body) => !body.startsWith('mark'))
  }
  await expect(visit('laptop')).resolves.toEqual([])
  const one = await talk(1, 20)
  await expect(visit('phone')).resolves.toEqual([])
  const two = await talk(21, 50)
  await expect(visit('laptop')).resolves.toEqual([...one, ...two])
  await expect(visit('laptop')).resolves.toEqual([])
  await expect(visit('phone')).resolves.toEqual(two)
  await talk(51, 150)
  await expect(visit('laptop')).resolves.toHaveLength(60)
})

test('[R-SESSION-15] how far a device has come is kept while it is connected, and in rooms joined elsewhere', async () => {
  await using brain = await testBrain()
  await account(brain, 'alice')
  const bob = await brain.person('bob')
  const [laptop, phone] = [await enter(brain, 'alice', 'laptop'), await enter(brain, 'alice', 'phone')]
  const of = { person: laptop.entered.person.id, device: 'laptop' }
  const { id } = brain.ports.store.lobby
  await say(bob, 'hi')
  await hears(laptop, 'hi')
  expect((await brain.ports.store.cursors(of)).get(id)).toBe(0)
  brain.clock.advance(brain.ports.limits.device_cursors_save_ms)
  await say(bob, 'and hi')
  expect((await brain.ports.store.cursors(of)).get(id)).toBe(1)
  laptop.drop()
  await phone.do('room.create', { name: 'Dev' })
  await say(phone, 'in a new room', { room: 'dev' })
  const back = await enter(brain, 'alice', 'laptop')
  await hears(back, 'in a new room')
})

test('[R-SESSION-15] a device that is let go before it caught up goes on from there', async () => {
  await using brain = await testBrain({ limits: { resume_page_entries_max: 5 } })
  await account(brain, 'alice')
  const bob = await brain.person('bob')
  const laptop = await enter(brain, 'alice', 'laptop')
  await say(bob, '0')
  await hears(laptop, '0')
  laptop.drop()
  const bodies = Array.from({ length: 20 }, (_, i) => `${i + 1}`)
  for (const body of bodies) await say(bob, body)
  const hasty = await enter(brain, 'alice', 'laptop')
  await hears(hasty, '3')
  hasty.drop()
  const rest = await enter(brain, 'alice', 'laptop')
  await hears(rest, '20')
  expect(hasty.bodies().length).toBeLessThan(20)
  expect([...hasty.bodies(), ...rest.bodies()]).toEqual(bodies)
})

test('[R-SESSION-16] each session of an account has a token of its own, and waits for it to resume', async () => {
  await using brain = await testBrain()
  await account(brain, 'alice')
  const bob = await brain.person('bob')
  const [first, second] = [await enter(brain, 'alice', undefined, true), await enter(brain, 'alice', undefined, true)]
  expect(first.entered.token).not.toBe(second.entered.token)
  first.drop()
  second.drop()
  for (const { entered } of [first, second]) {
    const back = await brain.open().do('session.resume', { token: entered.token })
    expect(back.person).toEqual(first.entered.person)
  }
  expect(bob.names()).not.toContain('person.departed')
})
