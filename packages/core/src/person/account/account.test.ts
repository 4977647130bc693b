import type { Ear, TestBrain } from '@hubbub/testkit'
import { say, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

const code = (code: string) => expect.objectContaining({ code })
const password = 'correct horse'
const irc = { resumable: false } as const

/** Somebody who has made an account and left. */
async function account(brain: TestBrain, name: string): Promise<void> {
  await brain.open(irc).do('person.register', { name, password })
}

/** A session that has proved to be an account, and says who it is. */
async function enter(brain: TestBrain, name: string, more: { as?: string; device?: string } = {}) {
  const ear = brain.open(irc)
  await ear.do('person.sign-in', { account: name, password })
  const input = { ...(more.as && { name: more.as }), ...(more.device && { device: more.device }) }
  const entered = await ear.do('person.identify', input)
  await brain.turn()
  return Object.assign(ear, { entered })
}

const gone = (ear: Ear, name: string) => ear.hears('person.departed', ({ payload }) => payload.person.name === name)
const roomsOf = (ear: Ear): string[] => [...ear.session.rooms.keys()]

test('[R-ACCOUNT-1] a guest who makes an account is who they were, and can prove it', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice', irc), await brain.person('bob')]
  await alice.do('room.create', { name: 'Dev' })
  await expect(alice.do('person.register', { password })).resolves.toEqual({ account: 'alice' })
  expect(alice.session.account).toBe('alice')
  const { id } = alice.entered.person
  await expect(bob.hears('person.signed-in')).resolves.toMatchObject({
    payload: { person: { id, name: 'alice', account: 'alice' }, was: { id, name: 'alice' } },
  })
  await say(alice, 'signed')
  await expect(bob.hears('message.posted')).resolves.toMatchObject({ payload: { author: { id, account: 'alice' } } })
  await expect(alice.do('person.register', { password })).rejects.toEqual(code('already-signed-in'))
  alice.drop()
  await gone(bob, 'alice')
  const back = await enter(brain, 'alice')
  expect(back.entered).toMatchObject({ person: { id, name: 'alice', account: 'alice' }, rooms: [{}, { slug: 'dev' }] })
})

test('[R-ACCOUNT-1] who makes an account before saying who they are comes as that account', async () => {
  await using brain = await testBrain()
  await brain.person('root')
  const ear = brain.open()
  await expect(ear.do('person.register', { password })).rejects.toEqual(code('bad-input'))
  await expect(ear.do('person.register', { name: 'root', password })).rejects.toEqual(code('name-taken'))
  await ear.do('person.register', { name: 'Alice', password })
  expect([ear.session.account, ear.session.person]).toEqual(['Alice', undefined])
  await expect(brain.open().do('person.register', { name: 'a1ice', password })).rejects.toEqual(code('account-exists'))
  await expect(ear.do('person.identify', {})).resolves.toMatchObject({ person: { name: 'Alice', account: 'Alice' } })
})

test('[R-ACCOUNT-2] the name of an account is for those who have signed in, whether it is here or not', async () => {
  await using brain = await testBrain()
  await account(brain, 'alice')
  const bob = await brain.person('bob')
  for (const name of ['alice', 'ALICE', 'a1ice']) {
    await expect(brain.person(name)).rejects.toEqual(code('name-reserved'))
    await expect(bob.do('person.rename', { name })).rejects.toEqual(code('name-reserved'))
  }
  const alice = await enter(brain, 'alice', { as: 'builder' })
  await expect(bob.do('person.rename', { name: 'alice' })).rejects.toEqual(code('name-reserved'))
  await expect(alice.do('person.rename', { name: 'Alice' })).resolves.toMatchObject({ person: { account: 'alice' } })
})

test('[R-ACCOUNT-3] an account comes under the name it asks for, if nobody else has that, or under its own', async () => {
  await using brain = await testBrain()
  await account(brain, 'alice')
  await account(brain, 'carol')
  const bob = await brain.person('bob')
  const ear = brain.open(irc)
  await ear.do('person.sign-in', { account: 'ALICE', password })
  await expect(ear.do('person.identify', { name: 'bob' })).rejects.toEqual(code('name-taken'))
  await expect(ear.do('person.identify', { name: 'b0b' })).rejects.toEqual(code('name-taken'))
  await expect(ear.do('person.identify', { name: 'carol' })).rejects.toEqual(code('name-reserved'))
  await expect(ear.do('person.identify', { name: 'al' })).resolves.toMatchObject({
    person: { name: 'al', account: 'alice' },
  })
  ear.drop()
  await gone(bob, 'al')
  await expect(brain.person('al')).resolves.toBeDefined()
  await expect(enter(brain, 'alice')).resolves.toMatchObject({ entered: { person: { name: 'alice' } } })
})

test('[R-ACCOUNT-4] a guest who signs in becomes the account, with the rooms and roles of both', async () => {
  await using brain = await testBrain()
  await account(brain, 'alice')
  const bob = await brain.person('bob')
  const before = await enter(brain, 'alice')
  await before.do('room.create', { name: 'Old' })
  before.drop()
  await gone(bob, 'alice')
  const guest = await brain.person('ally')
  await guest.do('room.create', { name: 'New' })
  await bob.do('room.join', { room: 'new' })
  await say(guest, 'psst', { to: 'bob' })
  const was = guest.entered.person
  const { account: name, person } = await guest.do('person.sign-in', { account: 'alice', password })
  expect([name, person]).toMatchObject(['alice', { name: 'ally', account: 'alice' }])
  await expect(bob.hears('person.signed-in')).resolves.toMatchObject({ payload: { person, was: { id: was.id } } })
  expect(guest.session.person).toEqual({ id: person?.id, name: 'ally', account: 'alice' })
  expect(roomsOf(guest)).toEqual(expect.arrayContaining(['lobby', 'new', 'old']))
  expect(roomsOf(guest)).toHaveLength(4)
  await guest.hears('room.joined', ({ payload }) => payload.room.slug === 'old')
  expect(brain.chat.people.byId(was.id)).toBeUndefined()
  const roles = (await bob.do('person.about', { name: 'ally' })).rooms.map(({ slug, role }) => `${slug} ${role}`)
  expect(roles.toSorted()).toEqual(['lobby member', 'new moderator', 'old owner'])
  await say(guest, 'in the old room', { room: 'old' })
  await say(bob, 'the same direct room', { to: 'ally' })
  await guest.hears('message.posted', ({ payload }) => payload.body === 'the same direct room')
  expect(roomsOf(bob)).toHaveLength(3)
})

test('[R-ACCOUNT-4] two sessions of a guest that sign in at once become the account once', async () => {
  await using brain = await testBrain()
  await account(brain, 'alice')
  const [guest, other, bob] = [await brain.person('ally'), brain.open(), await brain.person('bob')]
  await other.do('session.resume', { token: guest.entered.token })
  const signedIn = await Promise.all(
    [guest, other].map((ear) => ear.do('person.sign-in', { account: 'alice', password })),
  )
  expect(signedIn[0]).toEqual(signedIn[1])
  expect([guest, other].map(({ session }) => session.account)).toEqual(['alice', 'alice'])
  expect(bob.names()).toEqual(['person.signed-in'])
})

test('[R-ACCOUNT-4] whoever resumes with the token of a guest who signed in is the account', async () => {
  await using brain = await testBrain()
  await account(brain, 'alice')
  const guest = await brain.person('ally')
  await guest.do('person.sign-in', { account: 'alice', password })
  guest.drop()
  const back = await brain.open().do('session.resume', { token: guest.entered.token })
  expect(back.person).toMatchObject({ name: 'ally', account: 'alice' })
})

test('[R-ACCOUNT-5] who signs in to an account that is here on another device takes its name, and all sit in all rooms', async () => {
  await using brain = await testBrain()
  await account(brain, 'alice')
  const [bob, first] = [await brain.person('bob'), await enter(brain, 'alice', { as: 'al' })]
  await first.do('room.create', { name: 'One' })
  const second = await brain.person('ally')
  await second.do('room.create', { name: 'Two' })
  const was = second.entered.person
  const { person } = await second.do('person.sign-in', { account: 'alice', password })
  expect(person).toEqual(first.entered.person)
  await expect(bob.hears('person.signed-in')).resolves.toMatchObject({
    payload: { person: { name: 'al' }, was: { id: was.id, name: 'ally' }, merged: true },
  })
  for (const ear of [first, second]) expect(roomsOf(ear).toSorted()).toEqual(['lobby', 'one', 'two'])
  await say(first, 'from the first', { room: 'two' })
  await say(second, 'from the second', { room: 'one' })
  for (const ear of [first, second]) {
    await ear.hears('message.posted', ({ payload }) => payload.room === 'one')
    expect([ear.bodies('one'), ear.bodies('two')]).toEqual([['from the second'], ['from the first']])
  }
  await expect(brain.person('ally')).resolves.toBeDefined()
})

test('[R-ACCOUNT-5] of two direct rooms with the same person the account’s goes on', async () => {
  await using brain = await testBrain()
  await account(brain, 'alice')
  const [bob, first, second] = [await brain.person('bob'), await enter(brain, 'alice'), await brain.person('ally')]
  await say(second, 'as a guest', { to: 'bob' })
  await say(first, 'as alice', { to: 'bob' })
  await second.do('person.sign-in', { account: 'alice', password })
  const { room } = await say(bob, 'to both devices', { to: 'alice' })
  for (const ear of [first, second]) {
    await ear.hears('message.posted', ({ payload }) => payload.body === 'to both devices')
    expect(roomsOf(ear)).toEqual(['lobby', room])
  }
})

test('[R-ACCOUNT-6] who signs out is a new guest in the same rooms, without direct ones and without a token', async () => {
  await using brain = await testBrain()
  await account(brain, 'alice')
  const bob = await brain.person('bob')
  const alice = brain.open()
  await alice.do('person.sign-in', { account: 'alice', password })
  const { person, token } = await alice.do('person.identify', { name: 'al' })
  await alice.do('room.create', { name: 'Dev' })
  await bob.do('room.join', { room: 'dev' })
  await say(alice, 'psst', { to: 'bob' })
  await alice.hears('message.posted')
  const { person: guest } = await alice.do('person.sign-out', {})
  expect(guest).toEqual({ id: expect.any(Number), name: 'al', status: 'ACTIVE' })
  expect(guest.id).not.toBe(person.id)
  await expect(bob.hears('person.signed-out')).resolves.toMatchObject({
    payload: { person: guest, was: { id: person.id } },
  })
  expect([alice.session.account, alice.session.person?.id]).toEqual([undefined, guest.id])
  expect(roomsOf(alice).toSorted()).toEqual(['dev', 'lobby'])
  await say(alice, 'as a guest', { room: 'dev' })
  await bob.hears('message.posted', ({ payload }) => payload.author.id === guest.id)
  await expect(alice.do('room.settings', { room: 'dev', set: { secret: true } })).rejects.toEqual(code('not-moderator'))
  await expect(alice.do('person.sign-out', {})).rejects.toEqual(code('not-signed-in'))
  await expect(brain.open().do('session.resume', { token })).rejects.toEqual(code('resume-unknown'))
  alice.drop()
  await gone(bob, 'al')
  const back = await enter(brain, 'alice')
  expect(back.entered.rooms.map(({ kind }) => kind)).toEqual(['lobby', 'public', 'direct'])
})

test('[R-ACCOUNT-6] who signs out under the account’s own name gets another', async () => {
  await using brain = await testBrain()
  await account(brain, 'alice')
  const alice = await enter(brain, 'alice')
  await expect(alice.do('person.sign-out', {})).resolves.toMatchObject({ person: { name: 'guest1' } })
  expect(brain.chat.people.byName('alice')).toBeUndefined()
})

test('[R-ACCOUNT-6] the other devices of an account stay signed in', async () => {
  await using brain = await testBrain()
  await account(brain, 'alice')
  const [first, second, bob] = [await enter(brain, 'alice'), await enter(brain, 'alice'), await brain.person('bob')]
  await first.do('room.create', { name: 'Dev' })
  await bob.do('room.join', { room: 'dev' })
  await first.do('person.sign-out', {})
  await expect(first.hears('person.signed-out')).resolves.toMatchObject({ payload: { person: { name: 'guest1' } } })
  await bob.hears('person.arrived', ({ payload }) => payload.person.name === 'guest1')
  await bob.hears('room.joined', ({ payload }) => payload.person.name === 'guest1')
  expect(bob.names()).not.toContain('person.signed-out')
  await say(first, 'a guest now', { room: 'dev' })
  await say(second, 'still alice', { room: 'dev' })
  await second.hears('message.posted', ({ payload }) => payload.body === 'still alice')
  expect(second.bodies('dev')).toEqual(['a guest now', 'still alice'])
  expect(brain.chat.people.byName('alice')?.rooms).toEqual(new Set(['lobby', 'dev']))
})

test('[R-ACCOUNT-7] a wrong password and an account that is not there are refused alike, and not too often', async () => {
  await using brain = await testBrain({ limits: { sign_in_attempts_max: 3 } })
  await account(brain, 'alice')
  await account(brain, 'bob')
  const guess = (account: string, password: string, address = '203.0.113.7') =>
    brain.open({ from: { address, secure: true } }).do('person.sign-in', { account, password })
  await expect(guess('alice', 'wrong')).rejects.toEqual(code('wrong-password'))
  await expect(guess('nobody', password)).rejects.toEqual(code('wrong-password'))
  for (let i = 0; i < 5; i++) await expect(guess('bob', password)).resolves.toEqual({ account: 'bob' })
  await expect(guess('bob', '')).rejects.toEqual(code('wrong-password'))
  await expect(guess('bob', 'wrong')).rejects.toEqual(code('wrong-password'))
  await expect(guess('bob', password)).rejects.toEqual(code('too-many-attempts'))
  await expect(guess('bob', password, '203.0.113.8')).resolves.toEqual({ account: 'bob' })
  const many = Array.from({ length: 9 }, (_, i) => guess('alice', 'wrong', `198.51.100.${i}`).catch((no) => no.code))
  expect((await Promise.all(many)).filter((no) => no === 'wrong-password')).toHaveLength(2)
  await expect(guess('alice', password, '198.51.100.99')).rejects.toEqual(code('too-many-attempts'))
  brain.clock.advance(brain.ports.limits.sign_in_attempts_window_ms)
  await expect(guess('alice', password)).resolves.toEqual({ account: 'alice' })
})

test('[R-ACCOUNT-8] accounts are made as the operator lets them, with good passwords, and not without end', async () => {
  const policy = { registration: true }
  await using brain = await testBrain({ policy, limits: { registrations_per_address_max: 2 } })
  const make = (name: string, password = 'correct horse') =>
    brain.open({ from: { address: '2001:db8::7', secure: true } }).do('person.register', { name, password })
  await expect(make('alice', 'abc')).rejects.toEqual(code('weak-password'))
  await expect(make('alice', '     ')).rejects.toEqual(code('weak-password'))
  await make('alice')
  await expect(make('alice')).rejects.toEqual(code('account-exists'))
  await make('bob')
  await expect(make('carol')).rejects.toEqual(code('too-many-attempts'))
  brain.clock.advance(brain.ports.limits.registrations_window_ms)
  await make('carol')
  policy.registration = false
  await expect(make('dave')).rejects.toEqual(code('registration-closed'))
})

test('[R-ACCOUNT-10] a certificate proves the account that has named it, and one account alone', async () => {
  await using brain = await testBrain({ limits: { certificates_per_account_max: 2 } })
  const [mine, other] = ['ab'.repeat(32), 'cd'.repeat(32)]
  const at = (certificate: string) => brain.open({ from: { address: '203.0.113.7', secure: true, certificate } })
  const alice = at(mine)
  await alice.do('person.register', { name: 'alice', password })
  await alice.do('person.identify', {})
  await expect(alice.do('person.certificate', { act: 'list' })).resolves.toEqual({ fingerprints: [] })
  await expect(alice.do('person.certificate', { act: 'add' })).resolves.toEqual({ fingerprints: [mine] })
  const colons = other.toUpperCase().replaceAll(/..(?!$)/gu, '$&:')
  await alice.do('person.certificate', { act: 'add', fingerprint: colons })
  await expect(alice.do('person.certificate', { act: 'add', fingerprint: 'ef'.repeat(32) })).rejects.toEqual(
    code('too-many'),
  )
  await expect(at(mine).do('person.sign-in', {})).resolves.toEqual({ account: 'alice' })
  await expect(at(mine).do('person.sign-in', { account: 'alice' })).resolves.toEqual({ account: 'alice' })
  await expect(at(mine).do('person.sign-in', { account: 'bob' })).rejects.toEqual(code('wrong-password'))
  await expect(brain.open().do('person.sign-in', { account: 'alice' })).rejects.toEqual(code('wrong-password'))
  const bob = await brain.person('bob')
  await expect(bob.do('person.certificate', { act: 'list' })).rejects.toEqual(code('not-signed-in'))
  await bob.do('person.register', { password })
  await expect(bob.do('person.certificate', { act: 'add' })).rejects.toEqual(code('bad-input'))
  await expect(bob.do('person.certificate', { act: 'add', fingerprint: mine })).rejects.toEqual(code('bad-input'))
  await expect(alice.do('person.certificate', { act: 'remove' })).resolves.toEqual({ fingerprints: [other] })
  await expect(at(mine).do('person.sign-in', {})).rejects.toEqual(code('wrong-password'))
})

test('[R-ACCOUNT-11] a password is changed by who knows the old one', async () => {
  await using brain = await testBrain()
  await account(brain, 'alice')
  const alice = await enter(brain, 'alice')
  const change = (old: string, fresh: string) => alice.do('person.password', { old, new: fresh })
  await expect(change('wrong', 'battery staple')).rejects.toEqual(code('wrong-password'))
  await expect(change(password, 'abc')).rejects.toEqual(code('weak-password'))
  await change(password, 'battery staple')
  await expect(brain.open().do('person.sign-in', { account: 'alice', password })).rejects.toEqual(
    code('wrong-password'),
  )
  await expect(
    brain.open().do('person.sign-in', { account: 'alice', password: 'battery staple' }),
  ).resolves.toBeDefined()
  const bob = await brain.person('bob')
  await expect(bob.do('person.password', { old: 'a', new: 'battery staple' })).rejects.toEqual(code('not-signed-in'))
})

test('[R-ACCOUNT-12] of an account is told when it was made, whether it is here, and when it was seen', async () => {
  await using brain = await testBrain()
  const registeredAt = brain.clock.now()
  await account(brain, 'alice')
  const [alice, bob] = [await enter(brain, 'alice', { as: 'al' }), await brain.person('bob')]
  brain.clock.advance(5_000)
  const ask = (name?: string) => bob.do('person.account', name === undefined ? {} : { name })
  await expect(ask('ALICE')).resolves.toEqual({
    account: 'alice',
    registeredAt,
    seenAt: registeredAt + 5_000,
    here: true,
  })
  alice.drop()
  await gone(bob, 'al')
  brain.clock.advance(5_000)
  await expect(ask('alice')).resolves.toMatchObject({ seenAt: registeredAt + 5_000, here: false })
  await expect(ask('bob')).rejects.toEqual(code('no-such-account'))
  await expect(ask()).rejects.toEqual(code('not-signed-in'))
})

test('[R-ACCOUNT-13] an account keeps its rooms while it is away, unless the operator wants otherwise', async () => {
  const policy = { alwaysOn: true }
  await using brain = await testBrain({ policy })
  await account(brain, 'alice')
  const bob = await brain.person('bob')
  /** Who sees a visit of alice, who may make a room, and the rooms that she finds. */
  const visit = async (watcher: string, makes?: string) => {
    const [watch, alice] = [await brain.person(watcher), await enter(brain, 'alice')]
    if (makes !== undefined) await alice.do('room.create', { name: makes })
    if (makes !== undefined) await bob.do('room.join', { room: makes })
    alice.drop()
    await gone(watch, 'alice')
    return alice.entered.rooms.map(({ slug }) => slug)
  }
  await visit('w1', 'dev')
  expect(bob.names()).not.toContain('room.left')
  policy.alwaysOn = false
  await expect(visit('w2')).resolves.toEqual(['lobby', 'dev'])
  await bob.hears('room.left', ({ payload }) => payload.room === 'dev')
  await expect(visit('w3')).resolves.toEqual(['lobby'])
})

test('[R-ACCOUNT-14] where there are no guests, people sign in first', async () => {
  await using brain = await testBrain({ policy: { guests: false } })
  await expect(brain.open().do('session.hello', {})).resolves.toMatchObject({ guests: false, registration: true })
  await expect(brain.person('alice')).rejects.toEqual(code('account-required'))
  await account(brain, 'alice')
  const alice = await enter(brain, 'alice')
  await expect(alice.do('person.sign-out', {})).rejects.toEqual(code('account-required'))
})

test('[R-ACCOUNT-15] who signs in to another account leaves the one before to itself', async () => {
  await using brain = await testBrain()
  await account(brain, 'foo')
  await account(brain, 'jilles')
  const bob = await brain.person('bob')
  const ear = await enter(brain, 'foo', { as: 'user' })
  const { person } = await ear.do('person.sign-in', { account: 'jilles', password })
  expect(person).toMatchObject({ name: 'user', account: 'jilles' })
  expect(ear.session.account).toBe('jilles')
  await expect(ear.do('person.sign-in', { account: 'jilles', password })).resolves.toEqual({
    account: 'jilles',
    person,
  })
  await expect(bob.do('person.account', { name: 'foo' })).resolves.toMatchObject({ here: false })
  await expect(bob.do('person.account', { name: 'jilles' })).resolves.toMatchObject({ here: true })
  await expect(enter(brain, 'foo')).resolves.toMatchObject({ entered: { person: { name: 'foo' } } })
})
