import type { Ear } from '@hubbub/testkit'
import { hashOf, say, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

const code = (code: string) => expect.objectContaining({ code })
const from = (address: string) => ({ from: { address, secure: true } })
const whois = (ear: Ear, name: string) => ear.do('person.about', { name })

test('[R-PERSON-6] why somebody is away is told, until they are active; the same again is not', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('person.status', { status: 'AWAY', message: 'lunch' })
  await alice.do('person.status', { status: 'AWAY', message: 'lunch' })
  await alice.do('person.status', { status: 'AWAY' })
  await alice.do('person.status', { status: 'ACTIVE', message: 'of no use' })
  expect(bob.heard.map(({ payload }) => payload)).toMatchObject([
    { person: { status: 'AWAY', away: 'lunch' } },
    { person: { status: 'AWAY' } },
    { person: { status: 'ACTIVE' } },
  ])
  expect(bob.heard.slice(1).some(({ payload }) => 'person' in payload && 'away' in payload.person)).toBe(false)
})

test('[R-PERSON-7] what somebody says of themselves is told, and how they want to be met is not', async () => {
  await using brain = await testBrain()
  const alice = brain.open()
  await alice.do('person.identify', { name: 'alice', about: 'Alice', user: 'al' })
  const bob = await brain.person('bob')
  await alice.do('person.profile', { about: 'Alice', bot: false, invisible: true, accountsOnly: true })
  await alice.do('person.profile', { about: 'Alice L', bot: true })
  await expect(alice.do('person.profile', { about: '' })).resolves.toEqual({
    person: { id: expect.any(Number), name: 'alice', status: 'ACTIVE', bot: true },
  })
  expect(bob.heard.map(({ payload }) => payload)).toMatchObject([
    { person: { about: 'Alice L', bot: true } },
    { person: { bot: true } },
  ])
  const { id } = alice.session.person ?? { id: 0 }
  expect(brain.chat.people.byId(id)).toMatchObject({ invisible: true, accountsOnly: true, user: 'al', about: '' })
})

test('[R-PERSON-8] the invisible are listed only to themselves, to operators and to those who share a room with them', async () => {
  await using brain = await testBrain({
    policy: { operators: [{ name: 'root', passwordHash: await hashOf('secret') }] },
  })
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  await alice.do('person.profile', { invisible: true })
  const sees = async (ear: Ear) => (await ear.do('person.list', {})).people.some(({ name }) => name === 'alice')
  expect([await sees(alice), await sees(bob), await sees(carol)]).toEqual([true, false, false])
  await alice.do('room.create', { name: 'Dev' })
  await bob.do('room.join', { room: 'dev' })
  await carol.do('server.operate', { name: 'root', password: 'secret' })
  expect([await sees(bob), await sees(carol)]).toEqual([true, true])
})

test('[R-PERSON-9] who somebody is, is told; their address and certificate only to themselves and to operators', async () => {
  await using brain = await testBrain({
    policy: { operators: [{ name: 'root', passwordHash: await hashOf('secret') }] },
  })
  const bob = await brain.person('bob')
  const alice = brain.open({ from: { address: '203.0.113.7', secure: true, certificate: 'c0ffee' } })
  await alice.do('person.identify', { name: 'alice', user: 'al', about: 'Alice' })
  const since = brain.clock.now()
  brain.clock.advance(5_000)
  await say(alice, 'hi')
  const seen = await whois(bob, 'ALICE')
  expect(seen).toEqual({
    person: { id: expect.any(Number), name: 'alice', status: 'ACTIVE', about: 'Alice' },
    user: 'al',
    host: expect.stringMatching(/^[0-9a-f]{10}\.hubbub$/u),
    since,
    spokeAt: since + 5_000,
    secure: true,
    rooms: [{ slug: 'lobby', name: 'Lobby', role: 'member' }],
  })
  const all = { address: '203.0.113.7', certificate: 'c0ffee' }
  await expect(whois(alice, 'alice')).resolves.toMatchObject(all)
  await bob.do('server.operate', { name: 'root', password: 'secret' })
  await expect(whois(bob, 'alice')).resolves.toMatchObject(all)
  await expect(whois(bob, 'nobody')).rejects.toEqual(code('no-such-person'))
})

test('[R-PERSON-9] of the rooms somebody is in, each is told of those that they may know', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  await alice.do('room.create', { name: 'Open' })
  await alice.do('room.create', { name: 'Shut', kind: 'invite-only' })
  await alice.do('room.create', { name: 'Secret', settings: { secret: true } })
  await say(alice, 'psst', { to: 'bob' })
  await bob.do('room.join', { room: 'secret' })
  const rooms = async (ear: Ear) => (await whois(ear, 'alice')).rooms.map(({ slug }) => slug)
  await expect(rooms(alice)).resolves.toEqual(['lobby', 'open', 'shut', 'secret'])
  await expect(rooms(bob)).resolves.toEqual(['lobby', 'open', 'secret'])
  await expect(rooms(carol)).resolves.toEqual(['lobby', 'open'])
  await alice.do('person.profile', { invisible: true })
  await expect(rooms(carol)).resolves.toEqual(['lobby'])
})

test('[R-PERSON-10] a host tells where two come from the same place, and not where', async () => {
  await using brain = await testBrain()
  await using other = await testBrain()
  const places = [
    ['a', '203.0.113.7'],
    ['b', '203.0.113.7'],
    ['c', '203.0.113.8'],
    ['d', '2001:db8:0:1::7'],
    ['e', '2001:db8:0:1:ffff::8'],
    ['f', '2001:db8:0:2::7'],
    ['g', '::ffff:203.0.113.7'],
    ['h', '127.0.0.1'],
    ['i', '::1'],
  ] as const
  const hosts: Record<string, string | undefined> = {}
  for (const [name, address] of places) {
    const ear = await brain.person(name, from(address))
    hosts[name] = brain.chat.people.byId(ear.entered.person.id)?.host
  }
  expect(hosts['a']).toBe(hosts['b'])
  expect(hosts['g']).toBe(hosts['a'])
  expect(hosts['d']).toBe(hosts['e'])
  expect(new Set([hosts['a'], hosts['c'], hosts['d'], hosts['f']]).size).toBe(4)
  expect([hosts['h'], hosts['i']]).toEqual(['localhost', 'localhost'])
  const again = await other.person('a', from('203.0.113.7'))
  expect(other.chat.people.byId(again.entered.person.id)?.host).toBe(hosts['a'])
})

test('[R-PERSON-11] who had a name is remembered, latest first, and not for ever', async () => {
  await using brain = await testBrain({ limits: { people_departed_max: 3 } })
  const bob = await brain.person('bob')
  const visit = async (name: string, user: string): Promise<void> => {
    const ear = brain.open()
    await ear.do('person.identify', { name, user, about: `about ${user}` })
    await ear.do('session.leave', {})
    await bob.hears('person.departed', ({ payload }) => payload.person.about === `about ${user}`)
  }
  await visit('alice', 'u1')
  brain.clock.advance(1_000)
  await visit('Alice', 'u2')
  await bob.do('person.rename', { name: 'bert' })
  const were = async (name: string) => (await bob.do('person.was', { name })).people.map(({ user }) => user)
  await expect(were('ALICE')).resolves.toEqual(['u2', 'u1'])
  await expect(were('al*')).resolves.toEqual(['u2', 'u1'])
  await expect(were('bob')).resolves.toEqual(['guest'])
  await expect(were('bert')).resolves.toEqual([])
  await expect(bob.do('person.was', { name: 'Alice' })).resolves.toMatchObject({
    people: [{ name: 'Alice', user: 'u2', host: 'hubbub', about: 'about u2', until: brain.clock.now() }, {}],
  })
  await visit('carol', 'u3')
  await expect(were('alice')).resolves.toEqual(['u2'])
})

test('[R-PERSON-12] what is noted about people is read by all, and set by themselves and operators', async () => {
  await using brain = await testBrain({
    limits: { metadata_keys_per_subject_max: 2 },
    policy: { operators: [{ name: 'root', passwordHash: await hashOf('secret') }] },
  })
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('person.metadata', { set: { avatar: 'a.png', color: 'red' } })
  await expect(alice.do('person.metadata', { set: { color: null } })).resolves.toEqual({ values: { avatar: 'a.png' } })
  await expect(bob.do('person.metadata', { name: 'alice' })).resolves.toEqual({ values: { avatar: 'a.png' } })
  await expect(bob.do('person.metadata', { name: 'alice', set: { x: '1' } })).rejects.toEqual(code('not-allowed'))
  await expect(bob.do('person.metadata', { name: 'nobody' })).rejects.toEqual(code('no-such-person'))
  await expect(alice.do('person.metadata', { set: { x: '1', y: '2', z: '3' } })).rejects.toEqual(code('too-many'))
  expect(bob.heard.map(({ payload }) => payload)).toMatchObject([
    { person: { name: 'alice' }, key: 'avatar', value: 'a.png', by: { name: 'alice' } },
    { key: 'color', value: 'red' },
    { key: 'color', value: null },
  ])
  await bob.do('server.operate', { name: 'root', password: 'secret' })
  await bob.do('person.metadata', { name: 'alice', set: { avatar: null } })
  await expect(alice.do('person.metadata', {})).resolves.toEqual({ values: {} })
  const { acts } = await bob.do('server.audit', {})
  expect(acts[0]).toMatchObject({ act: 'person.metadata', subject: 'alice', detail: 'avatar', by: { name: 'bob' } })
})

test('[R-PERSON-13] an operator sends somebody away, from all devices and at once; they may come back', async () => {
  await using brain = await testBrain({
    policy: { operators: [{ name: 'root', passwordHash: await hashOf('secret') }] },
  })
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const second = brain.open()
  await second.do('session.resume', { token: alice.entered.token })
  await expect(bob.do('person.remove', { name: 'alice' })).rejects.toEqual(code('not-operator'))
  await bob.do('server.operate', { name: 'root', password: 'secret' })
  await bob.do('person.remove', { name: 'alice', reason: 'spam' })
  await bob.hears('person.departed', ({ payload }) => payload.reason === 'Removed by bob: spam')
  for (const ear of [alice, second]) {
    expect(ear.heard.at(-1)).toMatchObject({ name: 'session.closing', payload: { reason: 'removed' } })
    expect(ear.ended).toBe(true)
  }
  await expect(brain.person('alice')).resolves.toBeDefined()
  const { acts } = await bob.do('server.audit', {})
  expect(acts[0]).toMatchObject({ act: 'person.remove', subject: 'alice', detail: 'spam' })
})

test('[R-PERSON-13] who is only waited for is sent away as well', async () => {
  await using brain = await testBrain({
    policy: { operators: [{ name: 'root', passwordHash: await hashOf('secret') }] },
  })
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await bob.do('server.operate', { name: 'root', password: 'secret' })
  alice.drop()
  await bob.do('person.remove', { name: 'alice' })
  await bob.hears('person.departed')
  await expect(brain.person('alice')).resolves.toBeDefined()
})

test('[R-PERSON-14] whoever hears of an arrival can know the rooms of who arrived', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  await alice.do('room.create', { name: 'Dev' })
  await alice.do('session.leave', {})
  const rooms: string[][] = []
  brain.ports.bus.subscribe(({ name, payload }) => {
    if (name === 'person.arrived') rooms.push([...(brain.chat.people.byId(payload.person.id)?.rooms ?? [])])
  })
  await brain.open().do('session.resume', { token: alice.entered.token })
  expect(rooms).toEqual([['lobby', 'dev']])
})

test('[R-PERSON-15] who leaves may say why', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await alice.do('session.leave', { reason: 'gone fishing' })
  await expect(bob.hears('person.departed')).resolves.toMatchObject({ payload: { reason: 'gone fishing' } })
})
