import { say, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

const code = (code: string) => expect.objectContaining({ code })

test('[R-PERSON-1] who brings no name is given one that nobody has', async () => {
  await using brain = await testBrain()
  await brain.person('guest2')
  const names = []
  for (let i = 0; i < 3; i++) names.push((await brain.open().do('person.identify', {})).person.name)
  expect(names).toEqual(['guest1', 'guest3', 'guest4'])
})

test('[R-PERSON-2] coming, going, renames and changes of status are told to the others', async () => {
  await using brain = await testBrain()
  const bob = await brain.person('bob')
  const alice = await brain.person('alice', { resumable: false })
  await alice.do('person.status', { status: 'BUSY' })
  await alice.do('person.status', { status: 'BUSY' })
  await alice.do('person.rename', { name: 'Alice B' })
  alice.drop()
  await bob.hears('person.departed')
  const { id } = alice.entered.person
  expect(bob.heard.map(({ name, payload }) => [name, payload])).toEqual([
    ['person.arrived', { person: { id, name: 'alice', status: 'ACTIVE' } }],
    ['person.status', { person: { id, name: 'alice', status: 'BUSY' } }],
    ['person.renamed', { person: { id, name: 'Alice B', status: 'BUSY' }, was: 'alice' }],
    ['person.departed', { person: { id, name: 'Alice B', status: 'OFFLINE' } }],
  ])
})

test.each(['alice', 'ALICE', 'al\u200dice', '\u0430li\u0441\u0435'.replaceAll('li', '\u04cf\u0456'), 'a1ice'])(
  '[R-PERSON-3] %j is taken while alice is here',
  async (name) => {
    await using brain = await testBrain()
    const alice = await brain.person('alice', { resumable: false })
    const bob = await brain.person('bob')
    await expect(brain.open().do('person.identify', { name })).rejects.toEqual(code('name-taken'))
    await expect(bob.do('person.rename', { name })).rejects.toEqual(code('name-taken'))
    alice.drop()
    await bob.hears('person.departed')
    await expect(bob.do('person.rename', { name })).resolves.toMatchObject({ person: { name } })
  },
)

test('[R-PERSON-3] one may change the case of one’s own name, and take a name that was given up', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  await expect(alice.do('person.rename', { name: 'Alice' })).resolves.toMatchObject({ person: { name: 'Alice' } })
  await alice.do('person.rename', { name: 'carol' })
  await expect(bob.do('person.rename', { name: 'alice' })).resolves.toMatchObject({ person: { name: 'alice' } })
  expect(brain.chat.people.byName('CAROL')?.id).toBe(alice.entered.person.id)
  expect(brain.chat.people.byName('bob')).toBeUndefined()
})

test('[R-PERSON-4] what was said keeps the name it was said under', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  await say(alice, 'as alice')
  await alice.do('person.rename', { name: 'carol' })
  await say(alice, 'as carol')
  const { entries } = await alice.do('message.history', { room: 'lobby' })
  expect(entries.map(({ author, body }) => [author.name, body])).toEqual([
    ['alice', 'as alice'],
    ['carol', 'as carol'],
  ])
})

test('[R-PERSON-5] everybody who is here is listed', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const bob = await brain.person('bob', { resumable: false })
  await bob.do('person.status', { status: 'AWAY' })
  const list = async () => (await alice.do('person.list', {})).people.map(({ name, status }) => [name, status])
  await expect(list()).resolves.toEqual([
    ['alice', 'ACTIVE'],
    ['bob', 'AWAY'],
  ])
  bob.drop()
  await alice.hears('person.departed')
  await expect(list()).resolves.toEqual([['alice', 'ACTIVE']])
})
