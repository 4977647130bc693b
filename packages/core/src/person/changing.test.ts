import { testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

const password = 'correct horse'
const irc = { resumable: false } as const

test('[R-ACCOUNT-17] who hears of somebody who signs in is told where both of them were, and what they could do there', async () => {
  await using brain = await testBrain()
  const first = await brain.person('alice', irc)
  await first.do('person.register', { password })
  await first.do('room.create', { name: 'Tea' })
  const guest = await brain.person('guest', irc)
  await guest.do('room.join', { room: 'tea' })
  await guest.do('room.create', { name: 'Dev' })
  const bob = await brain.person('bob')
  await guest.do('person.sign-in', { account: 'alice', password })
  const { before } = await bob.hears('person.signed-in')
  expect(Object.fromEntries(before?.was.roles ?? [])).toEqual({ lobby: 'member', tea: 'member', dev: 'moderator' })
  expect(Object.fromEntries(before?.now?.roles ?? [])).toEqual({ lobby: 'member', tea: 'owner' })
  expect(before?.was.sessions.has(guest.session)).toBe(true)
  expect(before?.was.sessions.has(first.session)).toBe(false)
  const { id } = first.entered.person
  expect(brain.chat.people.byId(id)?.rooms).toEqual(new Set(['lobby', 'tea', 'dev']))
  expect(guest.session.rooms.get('dev')?.roles.get(id)).toBe('moderator')
})

test('[R-ACCOUNT-17] the rooms of an account that was not here are known when its sign-in is told', async () => {
  await using brain = await testBrain()
  const first = await brain.person('alice', irc)
  await first.do('person.register', { password })
  await first.do('room.create', { name: 'Tea' })
  const bob = await brain.person('bob')
  first.drop()
  await bob.hears('person.departed')
  const guest = await brain.person('guest', irc)
  const known: unknown[] = []
  const told = bob.hears('person.signed-in', ({ payload }) => {
    known.push([...(brain.chat.people.byId(payload.person.id)?.rooms ?? [])])
    return true
  })
  await guest.do('person.sign-in', { account: 'alice', password })
  expect((await told).before?.now).toBeUndefined()
  expect(known[0]).toEqual(['lobby', 'tea'])
})

test('[R-PERSON-17] what somebody says of themselves is told with what they said before', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const bob = await brain.person('bob')
  await alice.do('person.profile', { about: 'Alice' })
  await alice.do('person.profile', { bot: true })
  const [first, second] = bob.heard
  expect([first?.before?.was.about, second?.before?.was.about]).toEqual(['', 'Alice'])
  expect(second?.before?.was.bot).toBe(false)
})

test('[R-ROOM-38] members are told with what is noted about them under the keys asked for', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const bob = await brain.person('bob')
  await alice.do('person.metadata', { set: { avatar: 'a', url: 'u' } })
  const noted = async (keys?: string[]) => {
    const { people } = await bob.do('room.members', { room: 'lobby', ...(keys === undefined ? {} : { noted: keys }) })
    return people.map((one) => [one.name, one.noted])
  }
  expect(await noted()).toEqual([
    ['alice', undefined],
    ['bob', undefined],
  ])
  expect(await noted(['avatar', 'other'])).toEqual([
    ['alice', { avatar: 'a' }],
    ['bob', undefined],
  ])
})
