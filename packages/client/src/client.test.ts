import { world, type World } from '@hubbub/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { isLive, testClient } from './fixtures.ts'

let here: World
beforeAll(async () => {
  here = await world()
})
afterAll(() => here.close())

const say = (body: string) => ({ room: 'lobby', body })

describe('entering', () => {
  test('a client says who it is and knows where it is', async () => {
    const { client } = await testClient(here, { name: 'alice' })
    expect(client.state.session).toMatchObject({ me: { name: 'alice' }, server: { server: 'hubbub', lobby: 'lobby' } })
    expect([...client.state.rooms.keys()]).toEqual(['lobby'])
    await client.leave()
    expect(client.state.connection).toEqual({ phase: 'closed', why: 'left' })
  })

  test('[R-CLIENT-5] a name that cannot be had ends the client, with the reason', async () => {
    const alice = await testClient(here, { name: 'alice' })
    const other = await testClient(here, { name: 'Alice', connect: false })
    other.client.connect()
    const { connection } = await other.until(({ connection: { phase } }) => phase === 'closed')
    expect(connection).toMatchObject({ cause: { code: 'name-taken' } })
    await alice.client.leave()
  })

  test('commands are typed by their declarations, and refused by the server in its words', async () => {
    const { client } = await testClient(here, { name: 'alice' })
    const { room } = await client.do('room.create', { name: 'Dev Talk' })
    expect(room.slug).toBe('dev-talk')
    expect(client.state.rooms.get('dev-talk')).toEqual(room)
    await expect(client.do('room.join', { room: 'nowhere' })).rejects.toMatchObject({
      code: 'no-such-room',
      subject: 'nowhere',
      retry: false,
    })
    await client.leave()
    await expect(client.do('person.list', {})).rejects.toMatchObject({ code: 'closed' })
  })
})

describe('coming back', () => {
  test('[R-CLIENT-14] after a torn line the client is the same person and gets exactly what it missed', async () => {
    const alice = await testClient(here, { name: 'alice' })
    const bob = await testClient(here, { name: 'bob' })
    await bob.client.do('message.send', say('before'))
    await alice.until(() => alice.bodies().length === 1)
    alice.tear()
    expect(alice.client.state.connection.phase).toBe('offline')
    for (const body of ['missed 1', 'missed 2', 'missed 3']) await bob.client.do('message.send', say(body))
    alice.clock.advance(500)
    await alice.until(isLive)
    await bob.client.do('message.send', say('after'))
    await alice.until(() => alice.bodies().includes('after'))
    expect(alice.bodies()).toEqual(['before', 'missed 1', 'missed 2', 'missed 3', 'after'])
    expect(alice.client.state.session.me?.name).toBe('alice')
    const phases = alice.happenings.flatMap((one) => (one.kind === 'connection' ? [one.connection.phase] : []))
    expect(phases.slice(3)).toEqual(['offline', 'connecting', 'identifying', 'resuming', 'live'])
    await Promise.all([alice.client.leave(), bob.client.leave()])
  })

  test('[R-CLIENT-7] what was said while the server was away is said once, in order, when it is back', async () => {
    await using there = await world()
    const alice = await testClient(there, { name: 'alice' })
    await alice.client.do('message.send', say('one'))
    const restarted = there.restart()
    await alice.until(({ connection }) => connection.phase === 'offline')
    const sent = ['two', 'three', 'four'].map((body) => alice.client.do('message.send', say(body)))
    await restarted
    alice.client.connect()
    expect((await Promise.all(sent)).map(({ seq }) => seq)).toEqual([2, 3, 4])
    const { entries } = await alice.client.do('message.history', { room: 'lobby' })
    expect(entries.map(({ body }) => body)).toEqual(['one', 'two', 'three', 'four'])
    await alice.client.leave()
  })

  test('[R-CLIENT-7] a send whose acknowledgement was lost is stored once', async () => {
    const alice = await testClient(here, { name: 'alice' })
    let losing = true
    alice.lose((text) => losing && (text.includes('"re"') || text.includes('message.posted')))
    const sent = alice.client.do('message.send', say('once'))
    const bob = await testClient(here, { name: 'bob' })
    const isOnce = ({ body }: { body: string }): boolean => body === 'once'
    const stored = async () => (await bob.client.do('message.history', { room: 'lobby' })).entries.filter(isOnce)
    while ((await stored()).length === 0);
    losing = false
    alice.tear()
    alice.clock.advance(500)
    await sent
    expect(await stored()).toHaveLength(1)
    expect(alice.bodies().filter((body) => body === 'once')).toHaveLength(1)
    await Promise.all([alice.client.leave(), bob.client.leave()])
  })

  test('[R-CLIENT-15] with another history the client begins anew, and says so, under its name and in its rooms', async () => {
    const old = await world()
    const alice = await testClient(old, { name: 'alice' })
    await alice.client.do('room.create', { name: 'Dev Talk' })
    await alice.client.do('message.send', say('in the old history'))
    await old.close()
    await using other = await world({ port: old.address.port })
    const carol = await testClient(other, { name: 'carol' })
    await carol.client.do('room.create', { name: 'Dev Talk' })
    await carol.client.do('message.send', say('in the new history'))
    alice.client.connect()
    await alice.until(isLive)
    expect(alice.happenings).toContainEqual({ kind: 'anew', why: 'wrong-epoch' })
    expect(alice.client.state.session.me).toMatchObject({ name: 'alice' })
    expect([...alice.client.state.rooms.keys()]).toEqual(['lobby', 'dev-talk'])
    expect(alice.bodies()).toEqual([])
    await alice.client.do('message.send', say('hello'))
    expect(alice.bodies()).toEqual(['hello'])
    await Promise.all([alice.client.leave(), carol.client.leave()])
  })

  test('[R-CLIENT-15] a server that has forgotten the person is entered anew, under another name if ours is taken', async () => {
    let kept: { token: string; epoch: string } | undefined
    const keep = { load: () => kept, save: (now: typeof kept) => (kept = now) }
    const alice = await testClient(here, { name: 'anna', keep })
    kept = { token: 'nobody’s', epoch: kept?.epoch ?? '' }
    alice.tear() // the server holds the name for a while
    alice.clock.advance(500)
    await alice.until((state) => isLive(state) && state.session.me?.name !== 'anna')
    expect(alice.happenings).toContainEqual({ kind: 'anew', why: 'resume-unknown' })
    expect(kept?.token).not.toBe('nobody’s')
    await alice.client.leave()
  })

  test('[R-CLIENT-16] with a kept token another run is the same person', async () => {
    let kept: { token: string; epoch: string } | undefined
    const keep = { load: () => kept, save: (now: typeof kept) => (kept = now) }
    const first = await testClient(here, { name: 'ada', keep })
    const { me } = first.client.state.session
    first.tear()
    await first.client.leave()
    const second = await testClient(here, { keep })
    expect(second.client.state.session.me).toEqual(me)
    await second.client.leave()
  })
})

describe('a line that is not what it should be', () => {
  test('[R-CLIENT-17] an entry that was lost on the way is read from the history', async () => {
    const alice = await testClient(here, { name: 'alice' })
    const bob = await testClient(here, { name: 'bob' })
    alice.lose((text) => text.includes('message.posted') && text.includes('lost'))
    for (const body of ['one', 'lost 1', 'lost 2', 'four']) await bob.client.do('message.send', say(body))
    await alice.until(() => alice.bodies().length === 4)
    expect(alice.bodies()).toEqual(['one', 'lost 1', 'lost 2', 'four'])
    await Promise.all([alice.client.leave(), bob.client.leave()])
  })

  test('[R-CLIENT-4] a line that has died without a word is noticed, and another one made', async () => {
    const alice = await testClient(here, { name: 'alice' })
    let dead = true
    alice.lose(() => dead)
    alice.clock.advance(60_000)
    expect(alice.client.state.connection.phase).toBe('live')
    alice.clock.advance(30_000)
    expect(alice.client.state.connection).toMatchObject({ phase: 'offline', why: 'no answer' })
    dead = false
    alice.clock.advance(500)
    await alice.until(isLive)
    await alice.client.leave()
  })

  test('[R-CLIENT-4] a line on which something is heard now and then is left alone', async () => {
    const alice = await testClient(here, { name: 'alice' })
    for (let i = 0; i < 5; i++) {
      await alice.client.do('session.ping', {})
      alice.clock.advance(30_000)
    }
    expect(alice.client.state.connection.phase).toBe('live')
    await alice.client.leave()
  })

  test('[R-CLIENT-18] what cannot be understood is passed over, and a reply that cannot is an error', async () => {
    const alice = await testClient(here, { name: 'alice' })
    let mute = true
    alice.lose(() => mute)
    const listed = alice.client.do('person.list', {})
    const before = alice.client.state
    for (const text of [
      '',
      'null',
      '[]',
      '{',
      '{"on":"message.posted","data":{"room":1}}',
      '{"on":"moon.rose","data":{}}',
      '{"re":99,"ok":{}}',
      '{"re":null,"error":{}}',
    ])
      alice.hear(text)
    expect(alice.client.state).toBe(before)
    const id = alice.lastId()
    alice.hear(JSON.stringify({ re: id, ok: { people: 'everybody' } }))
    await expect(listed).rejects.toMatchObject({ code: 'bad-reply' })
    mute = false
    await alice.client.leave()
  })

  test('[R-CLIENT-19] a request too large for a frame is refused here, where it does no harm', async () => {
    const { client } = await testClient(here, { name: 'alice' })
    await expect(client.do('message.send', say('x'.repeat(70_000)))).rejects.toMatchObject({ code: 'too-long' })
    expect(await client.do('message.send', say('short'))).toMatchObject({ room: 'lobby' })
    await client.leave()
  })

  test('[R-CLIENT-5] whose place was taken by another connection does not come back to take it again', async () => {
    const alice = await testClient(here, { name: 'alice' })
    alice.hear(JSON.stringify({ on: 'session.closing', data: { reason: 'replaced', says: 'You are elsewhere now.' } }))
    expect(alice.client.state.connection).toEqual({ phase: 'closed', why: 'You are elsewhere now.' })
  })
})
