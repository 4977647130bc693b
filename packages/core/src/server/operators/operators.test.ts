// Proves how accounts become operators for good: by the claim, by another operator, and by signing in from then on.

import { hashOf, say, testBrain, type TestBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { account, refused } from '../../room/fixtures.ts'

const password = 'correct horse'

/** A brain with an operator for good. */
async function claimed(): Promise<TestBrain & { readonly root: Awaited<ReturnType<typeof account>> }> {
  const brain = await testBrain()
  const root = await account(brain, 'root')
  await root.do('server.claim', { claim: (await brain.chat.claim()) ?? '' })
  return Object.assign(brain, { root })
}

const acts = async (brain: TestBrain) => (await brain.ports.store.acts({ limit: 9 })).map(({ act }) => act)

test('[R-ADMIN-1] the claim makes one account an operator for good, and is worth nothing then', async () => {
  await using brain = await testBrain()
  const [guest, alice, bob] = [await brain.person('guest'), await account(brain, 'alice'), await account(brain, 'bob')]
  const claim = (await brain.chat.claim()) ?? ''
  expect(claim).toMatch(/^[0-9a-f]{32}$/u)
  await expect(guest.do('server.claim', { claim })).rejects.toEqual(refused('account-required'))
  await expect(alice.do('server.claim', { claim: `${claim}0` })).rejects.toEqual(refused('link-expired'))
  await alice.do('server.claim', { claim })
  await expect(bob.hears('person.profile')).resolves.toMatchObject({
    payload: { person: { name: 'alice', operator: true } },
  })
  await expect(alice.do('server.bans', {})).resolves.toEqual({ bans: [] })
  expect(await brain.chat.claim()).toBeUndefined()
  await expect(bob.do('server.claim', { claim })).rejects.toEqual(refused('link-expired'))
  await say(alice, 'after the act')
  expect(await acts(brain)).toEqual(['server.claim'])
})

test('[R-ADMIN-1] the claim can be tried as often as a password', async () => {
  await using brain = await testBrain({ limits: { sign_in_attempts_max: 2 } })
  const alice = await account(brain, 'alice')
  const claim = await brain.chat.claim()
  for (const code of ['link-expired', 'link-expired', 'too-many-attempts'] as const) {
    await expect(alice.do('server.claim', { claim: 'wrong' })).rejects.toEqual(refused(code))
  }
  await expect(alice.do('server.claim', { claim: claim ?? '' })).rejects.toEqual(refused('too-many-attempts'))
})

test('[R-ADMIN-2] where the configuration names an operator there is no claim to be told', async () => {
  const operators = [{ name: 'admin', passwordHash: await hashOf(password) }]
  await using brain = await testBrain({ policy: { operators } })
  expect(await brain.chat.claim()).toBeUndefined()
})

test('[R-ADMIN-3] an operator for good is one on every device and however they come', async () => {
  await using brain = await claimed()
  const { root } = brain
  const bob = await brain.person('bob')
  const isOperator = (ear: { do: typeof bob.do }) => expect(ear.do('server.bans', {})).resolves.toEqual({ bans: [] })

  const proved = brain.open({ resumable: false })
  await proved.do('person.sign-in', { account: 'root', password })
  expect(await proved.do('person.identify', {})).toMatchObject({ person: { operator: true } })
  await isOperator(proved)

  proved.drop()
  root.drop()
  brain.clock.advance(brain.ports.limits.resume_grace_ms)
  await bob.hears('person.departed')
  const back = brain.open()
  expect(await back.do('session.resume', { token: root.entered.token })).toMatchObject({ person: { operator: true } })
  await isOperator(back)
  const quiet = brain.open({ quiet: true })
  await quiet.do('session.resume', { token: root.entered.token })
  await isOperator(quiet)

  await back.do('session.leave', {})
  await back.session.departed()
  await bob.do('person.sign-in', { account: 'root', password })
  expect(await bob.hears('person.signed-in')).toMatchObject({ payload: { person: { operator: true } } })
  await isOperator(bob)
  await bob.do('person.sign-out', {})
  await expect(bob.do('server.bans', {})).rejects.toEqual(refused('not-operator'))
})

test('[R-ADMIN-4] an operator makes others operators for good, and takes it back at once on all devices', async () => {
  await using brain = await claimed()
  const { root } = brain
  const alice = await account(brain, 'alice')
  const [second, quiet] = [brain.open(), brain.open({ quiet: true })]
  for (const device of [second, quiet]) {
    await device.do('person.sign-in', { account: 'alice', password })
    await device.do('person.identify', {})
  }
  await expect(alice.do('server.grant', { account: 'alice' })).rejects.toEqual(refused('not-operator'))
  await root.do('server.grant', { account: 'Alice' })
  const devices = [alice, second, quiet]
  for (const device of devices) await expect(device.do('server.bans', {})).resolves.toEqual({ bans: [] })
  await alice.do('server.grant', { account: 'root', on: false })
  await expect(root.do('server.bans', {})).rejects.toEqual(refused('not-operator'))
  await alice.do('server.grant', { account: 'alice', on: false })
  for (const device of devices) await expect(device.do('server.bans', {})).rejects.toEqual(refused('not-operator'))
  const again = brain.open()
  await again.do('person.sign-in', { account: 'root', password })
  expect((await again.do('person.identify', {})).person).not.toHaveProperty('operator')
  expect(await brain.chat.claim()).toBeDefined()
})

test('[R-ADMIN-4] what is granted is of an account, and is written down', async () => {
  await using brain = await claimed()
  await brain.person('guest')
  await expect(brain.root.do('server.grant', { account: 'guest' })).rejects.toEqual(refused('no-such-account'))
  const alice = await account(brain, 'alice')
  await brain.root.do('server.grant', { account: 'alice' })
  await brain.root.do('server.grant', { account: 'alice', on: false })
  await say(brain.root, 'after the acts')
  const subject = `alice (${alice.entered.person.id})`
  expect(await brain.ports.store.acts({ limit: 2 })).toMatchObject([
    { act: 'server.grant', subject, detail: 'off' },
    { act: 'server.grant', subject, detail: 'on', by: { name: 'root' } },
  ])
})
