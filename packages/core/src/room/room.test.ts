import { say, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

const code = (code: string) => expect.objectContaining({ code })

test('[R-ROOM-1] everybody is in the lobby for as long as they are here', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  expect(alice.entered.rooms).toEqual([expect.objectContaining({ slug: 'lobby', kind: 'lobby' })])
  await expect(alice.do('room.leave', { room: 'lobby' })).rejects.toEqual(code('not-allowed'))
})

test('[R-ROOM-2] names are unique without regard to case, and a room is found by slug or name', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await expect(alice.do('room.create', { name: 'Room 1' })).resolves.toMatchObject({
    room: { slug: 'room-1', name: 'Room 1' },
  })
  await expect(bob.do('room.create', { name: 'ROOM 1' })).rejects.toEqual(code('room-exists'))
  await expect(bob.do('room.create', { name: 'room-1' })).rejects.toEqual(code('room-exists'))
  await expect(bob.do('room.create', { name: 'Room, no. 1?' })).rejects.toEqual(code('name-invalid'))
  await expect(bob.do('room.create', { name: 'Room 1!' })).resolves.toMatchObject({ room: { slug: 'room-1-2' } })
  for (const room of ['room 1', 'Room 1', 'room-1']) {
    await expect(bob.do('room.join', { room })).resolves.toMatchObject({ room: { slug: 'room-1' } })
    await expect(say(bob, 'hi', { room })).resolves.toMatchObject({ room: 'room-1' })
    await bob.do('room.leave', { room })
  }
})

test('[R-ROOM-3] the public ones are open, the others by invitation', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Club', kind: 'invite-only' })
  await expect(bob.do('room.join', { room: 'Club' })).rejects.toEqual(code('not-invited'))
  await expect(bob.do('room.join', { room: 'Nowhere' })).rejects.toEqual(code('no-such-room'))
  await expect(alice.do('room.invite', { room: 'club', people: ['Bob'] })).resolves.toEqual({ invited: ['bob'] })
  await bob.hears('room.invited', ({ payload }) => payload.room.slug === 'club' && payload.by.name === 'alice')
  await bob.do('room.join', { room: 'club' })
  await bob.do('room.leave', { room: 'club' })
  await expect(bob.do('room.join', { room: 'club' })).rejects.toEqual(code('not-invited'))
})

test('[R-ROOM-4] who is not in a room does nothing there', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  for (const [room, refused] of [
    ['dev', 'not-joined'],
    ['nowhere', 'no-such-room'],
  ] as const) {
    await expect(say(bob, 'hi', { room })).rejects.toEqual(code(refused))
    await expect(bob.do('message.history', { room })).rejects.toEqual(code(refused))
    await expect(bob.do('room.bans', { room })).rejects.toEqual(code(refused))
    await expect(bob.do('room.invite', { room, people: ['bob'] })).rejects.toEqual(code(refused))
    await expect(bob.do('room.topic', { room, topic: 'x' })).rejects.toEqual(code(refused))
    await expect(bob.do('room.leave', { room })).rejects.toEqual(code(refused))
    await expect(bob.do('message.read', { room, seq: 1 })).rejects.toEqual(code(refused))
  }
})

test('[R-ROOM-5] one unknown name and nobody is invited; who is in or invited is passed over', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  await alice.do('room.create', { name: 'Club', kind: 'invite-only' })
  const invite = (...people: string[]) => alice.do('room.invite', { room: 'club', people })
  await expect(invite('bob', 'nobody')).rejects.toMatchObject({ code: 'no-such-person', subject: 'nobody' })
  await expect(bob.do('room.join', { room: 'club' })).rejects.toEqual(code('not-invited'))
  await expect(invite('bob', 'BOB', 'alice')).resolves.toEqual({ invited: ['bob'] })
  await expect(invite('bob', 'carol')).resolves.toEqual({ invited: ['carol'] })
  expect(bob.names().filter((name) => name === 'room.invited')).toHaveLength(1)
  await carol.hears('room.invited')
})

test('[R-ROOM-6] joining and leaving are told to the room, once', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  await alice.do('room.create', { name: 'Dev' })
  await bob.hears('room.created', ({ payload }) => payload.room.slug === 'dev' && payload.by.name === 'alice')
  await bob.do('room.join', { room: 'dev' })
  await bob.do('room.join', { room: 'dev' })
  await bob.do('room.leave', { room: 'dev' })
  const told = (ear: typeof alice) =>
    ear.heard.flatMap((heard) =>
      heard.name === 'room.joined' || heard.name === 'room.left' ? [`${heard.name} ${heard.payload.person.name}`] : [],
    )
  expect(told(alice)).toEqual(['room.joined bob', 'room.left bob'])
  expect(told(carol)).toEqual([])
  await say(alice, 'gone?', { room: 'dev' })
  expect(bob.bodies('dev')).toEqual([])
})

test('[R-ROOM-7] a room that lasts while occupied goes with its last member and frees its name', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob', { resumable: false })]
  const create = (ear: typeof alice) => ear.do('room.create', { name: 'Pop Up', lifetime: 'while-occupied' })
  await create(alice)
  await bob.do('room.join', { room: 'Pop Up' })
  await alice.do('room.leave', { room: 'Pop Up' })
  await expect(create(alice)).rejects.toEqual(code('room-exists'))
  bob.drop()
  await alice.hears('room.closed', ({ payload }) => payload.room === 'pop-up')
  await expect(alice.do('room.join', { room: 'Pop Up' })).rejects.toEqual(code('no-such-room'))
  await expect(create(alice)).resolves.toMatchObject({ room: { name: 'Pop Up', seq: 0 } })
})

test('[R-ROOM-8] one sees the public rooms, one’s own and those one is invited to', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Open' })
  await alice.do('room.create', { name: 'Club', kind: 'invite-only' })
  await say(alice, 'psst', { to: 'alice' })
  const seen = async (ear: typeof alice) =>
    (await ear.do('room.list', {})).rooms
      .map(({ slug, kind, joined }) => `${kind === 'direct' ? 'direct' : slug} ${joined}`)
      .sort()
  await expect(seen(bob)).resolves.toEqual(['lobby true', 'open false'])
  await alice.do('room.invite', { room: 'club', people: ['bob'] })
  await expect(seen(bob)).resolves.toEqual(['club false', 'lobby true', 'open false'])
  await expect(seen(alice)).resolves.toEqual(['club true', 'direct true', 'lobby true', 'open true'])
})

test('[R-ROOM-9] a topic is told, kept and asked for', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.topic', { room: 'lobby', topic: '  Tea   at five ' })
  await bob.hears('room.topic', ({ payload }) => payload.topic === 'Tea at five' && payload.by.name === 'alice')
  await expect(bob.do('room.topic', { room: 'lobby' })).resolves.toEqual({ topic: 'Tea at five' })
  const carol = await brain.person('carol')
  expect(carol.entered.rooms[0]?.topic).toBe('Tea at five')
  await expect(bob.do('room.topic', { room: 'lobby', topic: 'x'.repeat(400) })).rejects.toEqual(code('too-long'))
})

test('[R-ROOM-10] entering with a backlog joins the past to the present', async () => {
  await using brain = await testBrain({ limits: { resume_page_entries_max: 3 } })
  const alice = await brain.person('alice')
  await alice.do('room.create', { name: 'Dev' })
  for (let i = 1; i <= 20; i++) await say(alice, `${i}`, { room: 'dev' })
  const bob = await brain.person('bob')
  const joining = bob.do('room.join', { room: 'dev', backlog: 8 })
  const saying = Array.from({ length: 10 }, (_, i) => say(alice, `${i + 21}`, { room: 'dev' }))
  await Promise.all([joining, ...saying])
  await bob.hears('message.posted', ({ payload }) => payload.body === '30')
  const heard = bob.bodies('dev').map(Number)
  expect(heard.at(-1)).toBe(30)
  expect(heard).toEqual(Array.from({ length: heard.length }, (_, i) => 31 - heard.length + i))
  expect(heard.length).toBeGreaterThanOrEqual(8)
  const first = bob.heard.find(({ name }) => name === 'message.posted')
  expect(first?.backlog).toBe(true)
})

test('[R-ROOM-11] a person’s other session goes where they go', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const second = brain.open()
  await second.do('session.resume', { token: alice.entered.token })
  await alice.do('room.create', { name: 'Dev' })
  await bob.do('room.join', { room: 'dev' })
  await say(bob, 'both?', { room: 'dev' })
  await second.hears('message.posted', ({ payload }) => payload.room === 'dev')
  await say(second, 'yes', { room: 'dev' })
  await second.do('room.leave', { room: 'dev' })
  await say(bob, 'alone', { room: 'dev' })
  expect(alice.bodies('dev')).toEqual(['both?', 'yes'])
  expect(bob.names()).not.toContain('person.departed')
})

test('[R-ROOM-12] members are told with their status, here or not', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  await bob.do('room.join', { room: 'dev' })
  await bob.do('session.leave', {})
  await alice.hears('person.departed')
  const { people } = await alice.do('room.members', { room: 'dev' })
  expect(people.map(({ name, status }) => `${name} ${status}`).sort()).toEqual(['alice ACTIVE', 'bob OFFLINE'])
})
