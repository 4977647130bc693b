import { hashOf, say, testBrain } from '@hubbub/testkit'
import { expect, test } from 'vitest'

const code = (code: string) => expect.objectContaining({ code })
const from = (address: string) => ({ from: { address, secure: true } })
const password = 'correct horse'
const policy = { operators: [{ name: 'root', passwordHash: await hashOf(password) }] }

/** A brain with an operator. */
async function operated(options: Parameters<typeof testBrain>[0] = {}) {
  const brain = await testBrain({ policy, ...options })
  const root = await brain.person('root')
  await root.do('server.operate', { name: 'root', password })
  return Object.assign(brain, { root })
}

test('[R-SERVER-20] an operator is who knows a name and password of the configuration, until they resign', async () => {
  await using brain = await testBrain({ policy, limits: { sign_in_attempts_max: 3 } })
  const [root, bob] = [await brain.person('alice'), await brain.person('bob')]
  const operate = (name: string, password: string) => root.do('server.operate', { name, password })
  await expect(root.do('server.bans', {})).rejects.toEqual(code('not-operator'))
  await expect(operate('root', 'wrong')).rejects.toEqual(code('wrong-password'))
  await expect(operate('alice', password)).rejects.toEqual(code('wrong-password'))
  await operate('root', password)
  await expect(bob.hears('person.profile')).resolves.toMatchObject({ payload: { person: { operator: true } } })
  await expect(root.do('server.bans', {})).resolves.toEqual({ bans: [] })
  await say(root, 'written after the act')
  await expect(root.do('server.audit', {})).resolves.toMatchObject({
    acts: [{ act: 'server.operate', subject: 'root', by: { name: 'alice' } }],
  })
  await root.do('server.resign', {})
  await expect(root.do('server.audit', {})).rejects.toEqual(code('not-operator'))
  await operate('root', 'wrong').catch(() => undefined)
  await operate('root', 'wrong').catch(() => undefined)
  await expect(operate('root', password)).rejects.toEqual(code('too-many-attempts'))
})

test('[R-SERVER-21] an announcement is heard by everybody, or by the operators alone', async () => {
  await using brain = await operated()
  const bob = await brain.person('bob')
  await brain.root.do('server.announce', { body: 'for operators', to: 'operators' })
  await brain.root.do('server.announce', { body: 'for all' })
  const bodies = ({ heard }: typeof bob) =>
    heard.flatMap(({ name, payload }) => (name === 'server.announced' ? payload.body : []))
  expect(bodies(brain.root)).toEqual(['for operators', 'for all'])
  expect(bodies(bob)).toEqual(['for all'])
})

test('[R-SERVER-22] a ban sends away those whom it is of, and keeps them off by address, name and account', async () => {
  await using brain = await operated()
  const bob = await brain.person('bob', from('203.0.113.7'))
  const carol = await brain.person('carol', from('203.0.113.99'))
  const dave = await brain.person('dave', from('198.51.100.1'))
  await dave.do('person.register', { password })
  const ban = (mask: string, more = {}) => brain.root.do('server.ban', { mask, ...more })
  await expect(ban('203.0.113.0/24', { reason: 'spam', minutes: 10 })).resolves.toMatchObject({
    ban: { mask: '203.0.113.0/24', by: 'root', until: brain.clock.now() + 600_000, reason: 'spam' },
    removed: 2,
  })
  for (const ear of [bob, carol]) {
    expect(ear.heard.at(-1)).toMatchObject({ name: 'session.closing', payload: { reason: 'banned' } })
    expect(ear.ended).toBe(true)
  }
  expect(dave.ended).toBe(false)
  await expect(brain.person('bob', from('203.0.113.8'))).rejects.toEqual(code('banned'))
  const back = brain.open(from('203.0.113.8'))
  await expect(back.do('session.resume', { token: bob.entered.token })).rejects.toEqual(code('banned'))
  await expect(brain.person('bob', from('203.0.114.8'))).resolves.toBeDefined()
  await expect(ban('account:dave')).resolves.toMatchObject({ removed: 1 })
  const proof = brain.open().do('person.sign-in', { account: 'dave', password })
  await expect(proof).rejects.toEqual(code('banned'))
  await ban('evil*')
  await expect(brain.person('EvilOne')).rejects.toEqual(code('banned'))
  brain.clock.advance(600_000)
  await expect(brain.person('carol', from('203.0.113.8'))).resolves.toBeDefined()
})

test('[R-SERVER-22] a ban of everybody leaves the operators, and can be taken back', async () => {
  await using brain = await operated({ limits: { bans_per_server_max: 1 } })
  const bob = await brain.person('bob')
  await expect(brain.root.do('server.ban', { mask: '*' })).resolves.toMatchObject({ removed: 1 })
  expect([bob.ended, brain.root.ended]).toEqual([true, false])
  await expect(brain.root.do('server.ban', { mask: 'x' })).rejects.toEqual(code('too-many'))
  await expect(brain.person('carol')).rejects.toEqual(code('banned'))
  await expect(brain.root.do('server.bans', {})).resolves.toMatchObject({ bans: [{ mask: '*!*@*', by: 'root' }] })
  await expect(brain.root.do('server.unban', { mask: '*!*@*' })).resolves.toEqual({ removed: true })
  await expect(brain.root.do('server.unban', { mask: '*!*@*' })).resolves.toEqual({ removed: false })
  await expect(brain.person('carol')).resolves.toBeDefined()
})

test('[R-SERVER-23] what operators do is written down, and read newest first, a page at a time', async () => {
  await using brain = await operated()
  await brain.root.do('server.ban', { mask: 'spam', reason: 'ads' })
  await brain.root.do('server.unban', { mask: 'spam' })
  await brain.root.do('server.announce', { body: 'done' })
  await say(brain.root, 'written after the acts')
  const { acts } = await brain.root.do('server.audit', { limit: 3 })
  expect(acts).toMatchObject([
    { act: 'server.announce', subject: 'everyone', detail: 'done' },
    { act: 'server.unban', subject: 'spam!*@*' },
    { act: 'server.ban', subject: 'spam!*@*', detail: 'ads', by: { name: 'root' }, at: brain.clock.now() },
  ])
  const older = await brain.root.do('server.audit', { before: acts[2]?.id ?? 0 })
  expect(older.acts.map(({ act }) => act)).toEqual(['server.operate'])
})

test('[R-SERVER-24] the configuration is read again on demand, and what is wrong in it is said', async () => {
  let wrong = false
  const rehash = async (): Promise<string> => {
    if (wrong) throw new Error('hubbub.toml: port: a port is a whole number')
    return 'hubbub.toml'
  }
  await using brain = await operated({ rehash })
  await expect(brain.root.do('server.rehash', {})).resolves.toEqual({ file: 'hubbub.toml' })
  wrong = true
  await expect(brain.root.do('server.rehash', {})).rejects.toMatchObject({
    code: 'bad-input',
    subject: 'hubbub.toml: port: a port is a whole number',
  })
})

test('[R-SERVER-25] the server counts who is here', async () => {
  await using brain = await operated()
  const startedAt = brain.clock.now()
  const [bob, carol] = [await brain.person('bob'), await brain.person('carol', { resumable: false })]
  await bob.do('person.profile', { invisible: true })
  await bob.do('room.create', { name: 'Dev' })
  await bob.do('message.send', { to: 'root', body: 'psst' })
  carol.drop()
  await bob.hears('person.departed')
  await expect(bob.do('server.stats', {})).resolves.toEqual({
    people: 2,
    invisible: 1,
    operators: 1,
    rooms: 2,
    most: 3,
    startedAt,
  })
})
