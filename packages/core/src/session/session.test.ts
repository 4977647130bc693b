import type { Refusal } from '@hubbub/protocol'
import { say, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

const code = (code: string) => expect.objectContaining({ code })

test('[R-SESSION-1] who has not said who they are may only say hello, ping, resume, identify and leave', async () => {
  await using brain = await testBrain()
  const ear = brain.open()
  await expect(ear.do('session.hello', {})).resolves.toMatchObject({ lobby: 'lobby', epoch: brain.chat.epoch })
  await expect(ear.do('session.ping', {})).resolves.toEqual({ at: brain.clock.now() })
  for (const given of [
    ear.do('message.send', { room: 'lobby', body: 'hi' }),
    ear.do('message.history', { room: 'lobby' }),
    ear.do('person.list', {}),
    ear.do('room.create', { name: 'Dev' }),
  ]) {
    await expect(given).rejects.toEqual(code('not-identified'))
  }
})

test('[R-SESSION-2] commands take effect and are answered in order, whatever each of them takes', async () => {
  await using brain = await testBrain()
  const ear = brain.open()
  const answers: string[] = []
  const note = (given: Promise<unknown>, name: string) =>
    given.then(
      () => answers.push(name),
      (refusal: Refusal) => answers.push(`${name} ${refusal.code}`),
    )
  await Promise.all([
    note(ear.do('session.ping', {}), 'ping'),
    note(say(ear, 'too early'), 'early'),
    note(ear.do('person.identify', { name: 'alice' }), 'identify'),
    note(ear.do('room.create', { name: 'Dev' }), 'create'),
    ...['1', '2', '3'].map((body) => note(say(ear, body, { room: 'dev' }), body)),
    note(say(ear, 'x', { room: 'nowhere' }), 'nowhere'),
    note(ear.do('message.history', { room: 'dev' }), 'history'),
    note(ear.do('session.ping', {}), 'ping'),
  ])
  expect(answers).toEqual([
    'ping',
    'early not-identified',
    'identify',
    'create',
    '1',
    '2',
    '3',
    'nowhere no-such-room',
    'history',
    'ping',
  ])
  expect(ear.bodies('dev')).toEqual(['1', '2', '3'])
})

test('[R-SESSION-2] an unknown command and senseless input are refused in their turn', async () => {
  await using brain = await testBrain()
  const ear = brain.open()
  await expect(ear.do('session.destroy' as never, {} as never)).rejects.toEqual(code('unknown-command'))
  await expect(ear.do('toString' as never, {} as never)).rejects.toEqual(code('unknown-command'))
  await expect(ear.do('person.identify', 'alice' as never)).rejects.toEqual(code('bad-input'))
})

test('[R-SESSION-3] nothing is heard before the reply that lets one hear it', async () => {
  await using brain = await testBrain()
  const bob = await brain.person('bob')
  await say(bob, 'before')
  const ear = brain.open()
  const order: string[] = []
  const reply = ear
    .do('person.identify', { name: 'alice', backlog: 10 })
    .then(() => order.push(`reply after ${ear.heard.length}`))
  void say(bob, 'meanwhile')
  await reply
  await ear.hears('message.posted', ({ payload }) => payload.body === 'meanwhile')
  expect(order).toEqual(['reply after 0'])
  expect(ear.bodies()).toEqual(['before', 'meanwhile'])
})

test('[R-SESSION-4] a full session asks to wait, and refuses what comes all the same', async () => {
  await using brain = await testBrain({ limits: { session_sends_in_flight_max: 4, session_commands_waiting_max: 3 } })
  const ear = await brain.person('alice')
  expect(ear.session.ready()).toBeUndefined()
  const given = Array.from({ length: 8 }, (_, i) => say(ear, `${i}`).catch((refusal: Refusal) => refusal.code))
  const ready = ear.session.ready()
  expect(ready).toBeInstanceOf(Promise)
  const answers = await Promise.all(given)
  await ready
  expect(answers.filter((answer) => answer === 'busy')).toHaveLength(1)
  expect(ear.bodies()).toEqual(['0', '1', '2', '3', '4', '5', '6'])
})

test('[R-SESSION-5] what was said before the connection went is said', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice', { resumable: false }), await brain.person('bob')]
  const said = [say(alice, 'one'), say(alice, 'two')]
  alice.drop()
  await Promise.all(said)
  await bob.hears('person.departed', ({ payload }) => payload.person.name === 'alice')
  expect(bob.bodies()).toEqual(['one', 'two'])
  expect(alice.bodies()).toEqual([])
})

test('[R-SESSION-5] a newcomer whose connection goes in the middle of arriving departs again', async () => {
  await using brain = await testBrain()
  const bob = await brain.person('bob')
  const ear = brain.open({ resumable: false })
  const entered = ear.do('person.identify', { name: 'alice' })
  ear.drop()
  await entered
  await bob.hears('person.departed')
  expect(bob.names()).toEqual(['person.arrived', 'person.departed'])
  await expect(brain.person('alice')).resolves.toBeDefined()
})

test('[R-SESSION-6] a dropped person is still here until the time to resume is over', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  alice.drop()
  await expect(brain.person('ALICE')).rejects.toEqual(code('name-taken'))
  const back = brain.open()
  await back.do('session.resume', { token: alice.entered.token })
  await brain.turn()
  expect(bob.names()).not.toContain('person.departed')
  back.drop()
  brain.clock.advance(brain.ports.limits.resume_grace_ms)
  await bob.hears('person.departed')
  await expect(brain.person('alice')).resolves.toBeDefined()
})

test('[R-SESSION-6] who leaves is gone at once', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('session.leave', {})
  await bob.hears('person.departed')
  expect(alice.ended).toBe(true)
})

test('[R-SESSION-7] on a wire that cannot resume, a lost connection is a farewell to every room', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice', { resumable: false }), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  await bob.do('room.join', { room: 'Dev' })
  expect(alice.entered.token).toBe('')
  alice.drop()
  await bob.hears('room.left', ({ payload }) => payload.room === 'dev' && payload.person.name === 'alice')
  await expect(bob.do('room.members', { room: 'dev' })).resolves.toMatchObject({ people: [{ name: 'bob' }] })
})

test('[R-SESSION-8] resume brings exactly what was missed in every room, then live', async () => {
  await using brain = await testBrain({ limits: { resume_page_entries_max: 7 } })
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  await bob.do('room.join', { room: 'dev' })
  await say(bob, 'seen')
  alice.drop()
  for (let i = 1; i <= 40; i++) await say(bob, `lobby ${i}`)
  for (let i = 1; i <= 3; i++) await say(bob, `dev ${i}`, { room: 'dev' })
  await say(bob, 'psst', { to: 'alice' })
  const back = brain.open()
  const rooms = [
    { room: 'lobby', seq: 1 },
    { room: 'dev', seq: 0 },
  ]
  const resumed = await back.do('session.resume', { token: alice.entered.token, epoch: brain.chat.epoch, rooms })
  const direct = resumed.rooms.find(({ kind }) => kind === 'direct')?.slug ?? ''
  const more = Array.from({ length: 20 }, (_, i) => say(bob, `live ${i + 1}`))
  await back.hears('message.posted', ({ payload }) => payload.body === 'live 20')
  await Promise.all(more)
  for (const room of ['lobby', 'dev', direct]) await back.hears('room.resumed', ({ payload }) => payload.room === room)
  const count = (length: number, word: string) => Array.from({ length }, (_, i) => `${word} ${i + 1}`)
  expect(back.bodies()).toEqual([...count(40, 'lobby'), ...count(20, 'live')])
  expect(back.bodies('dev')).toEqual(count(3, 'dev'))
  expect(back.bodies(direct)).toEqual(['psst'])
})

test('[R-SESSION-8] resume with nothing missed brings nothing', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const { seq } = await say(alice, 'hi')
  alice.drop()
  const back = brain.open()
  await back.do('session.resume', { token: alice.entered.token, rooms: [{ room: 'lobby', seq }] })
  await say(back, 'again')
  await back.hears('message.posted')
  expect(back.bodies()).toEqual(['again'])
})

test('[R-SESSION-9] another epoch and an unknown token are refused', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const ear = brain.open()
  await expect(ear.do('session.resume', { token: 'nope' })).rejects.toEqual(code('resume-unknown'))
  await expect(ear.do('session.resume', { token: alice.entered.token, epoch: 'old' })).rejects.toEqual(
    code('wrong-epoch'),
  )
  await expect(ear.do('session.resume', { token: alice.entered.token })).resolves.toMatchObject({
    person: { name: 'alice' },
  })
  await expect(ear.do('session.resume', { token: alice.entered.token })).rejects.toEqual(code('already-identified'))
})

test('[R-SESSION-10] whose name was taken meanwhile comes back beside it', async () => {
  await using brain = await testBrain()
  const bob = await brain.person('bob')
  const alice = await brain.person('alice')
  await alice.do('session.leave', {})
  await bob.hears('person.departed')
  await brain.person('alice')
  const back = await brain.open().do('session.resume', { token: alice.entered.token })
  expect(back.person).toEqual({ id: alice.entered.person.id, name: 'alice2', status: 'ACTIVE' })
})

test('[R-SESSION-11] a quiet session does things and is neither told nor told of', async () => {
  await using brain = await testBrain()
  const bob = await brain.person('bob')
  const quiet = await brain.person('curl', { quiet: true, resumable: false })
  await say(quiet, 'from a script')
  quiet.drop()
  await bob.hears('message.posted')
  await bob.do('session.ping', {})
  expect(bob.names()).toEqual(['message.posted'])
  expect(quiet.heard).toEqual([])
  await expect(brain.person('curl')).resolves.toBeDefined()
})

test('[R-SESSION-11] a quiet session of somebody with a token costs them neither their rooms nor their name', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  const { token } = alice.entered
  const upload = async (): Promise<void> => {
    const quiet = brain.open({ quiet: true, resumable: false })
    await quiet.do('session.resume', { token })
    await say(quiet, 'from a script', { room: 'dev' })
    quiet.drop()
  }
  await upload()
  await alice.do('session.leave', {})
  await bob.hears('person.departed')
  await upload()
  await brain.turn()
  const back = await brain.open().do('session.resume', { token })
  expect(back.person.name).toBe('alice')
  expect(back.rooms).toMatchObject([{ slug: 'lobby' }, { slug: 'dev', seq: 2 }])
})

test('[R-SESSION-12] when the server stops, everybody is told and nothing is taken any more', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  brain.chat.close()
  expect(alice.names()).toEqual(['session.closing'])
  expect(alice.ended).toBe(true)
  await expect(say(alice, 'late')).rejects.toEqual(code('closing'))
})
