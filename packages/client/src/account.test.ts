import { world, type World } from '@hubbub/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { isLive, testClient, type TestClient } from './fixtures.ts'
import type { Kept } from './ports.ts'

let here: World
beforeAll(async () => {
  here = await world()
})
afterAll(() => here.close())

const password = 'correct horse'

function keeping(): { kept: Kept | undefined; load(): Kept | undefined; save(now: Kept | undefined): void } {
  return {
    kept: undefined,
    load() {
      return this.kept
    },
    save(now) {
      this.kept = now
    },
  }
}

async function account(name: string): Promise<void> {
  const { client } = await testClient(here, { name })
  await client.do('person.register', { password })
  expect(client.state.session.me).toMatchObject({ name, account: name })
  await client.leave()
}

async function backAgain(one: TestClient): Promise<void> {
  one.tear()
  one.clock.advance(500)
  await one.until(isLive)
}

describe('accounts', () => {
  test('[R-CLIENT-26] whoever signs in in the middle is the account, and comes back as it after a broken line', async () => {
    await account('ada')
    const ada = await testClient(here, { name: 'somebody' })
    await ada.client.do('room.create', { name: 'Engines' })
    const { person } = await ada.client.do('person.sign-in', { account: 'ada', password })
    expect(ada.client.state.session.me).toEqual(person)
    await backAgain(ada)
    expect(ada.client.state.session.me).toMatchObject({ id: person?.id, account: 'ada' })
    expect([...ada.client.state.rooms.keys()]).toEqual(['lobby', 'engines'])
    expect(ada.happenings.some(({ kind }) => kind === 'anew')).toBe(false)
    await ada.client.leave()
  })

  test('[R-CLIENT-26] whoever signs out forgets the token, and is a guest after a broken line', async () => {
    await account('bea')
    const keep = keeping()
    const bea = await testClient(here, { name: 'visitor', keep })
    await bea.client.do('person.sign-in', { account: 'bea', password })
    expect(keep.kept).toBeDefined()
    await bea.client.do('person.sign-out', {})
    expect(keep.kept).toBeUndefined()
    expect(bea.client.state.session.me?.account).toBeUndefined()
    await backAgain(bea)
    expect(bea.client.state.session.me?.account).toBeUndefined()
    expect(keep.kept).toBeDefined()
    await bea.client.leave()
  })

  test('[R-CLIENT-28] what is said around a sign-in is said once, by who one was when it was sent', async () => {
    await account('cleo')
    const cleo = await testClient(here, { name: 'unknown' })
    const say = (body: string) => cleo.client.do('message.send', { room: 'lobby', body })
    const before = say('before')
    const signedIn = cleo.client.do('person.sign-in', { account: 'cleo', password })
    const after = say('after')
    await Promise.all([before, signedIn, after])
    const { entries } = await cleo.client.do('message.history', { room: 'lobby', limit: 2 })
    expect(entries.map(({ author, body }) => [author.account, body])).toEqual([
      [undefined, 'before'],
      ['cleo', 'after'],
    ])
    await cleo.client.leave()
  })
})

describe('changed entries', () => {
  test('[R-CLIENT-24] after a broken line a client knows what was changed meanwhile, also in what it had read', async () => {
    const ann = await testClient(here, { name: 'ann' })
    const bob = await testClient(here, { name: 'bob' })
    const { seq } = await bob.client.do('message.send', { room: 'lobby', body: 'helo' })
    await ann.until(() => ann.bodies().includes('helo'))
    ann.tear()
    await bob.client.do('message.edit', { room: 'lobby', seq, body: 'hello' })
    await bob.client.do('message.react', { room: 'lobby', seq, text: '👍' })
    await bob.client.do('message.send', { room: 'lobby', body: 'and then' })
    ann.clock.advance(500)
    await ann.until((state) => isLive(state) && ann.bodies().includes('hello'))
    const entry = ann.client.state.messages.get('lobby')?.entries.find((one) => one.seq === seq)
    expect(entry).toMatchObject({ body: 'hello', reactions: [{ text: '👍', people: [{ name: 'bob' }] }] })
    await bob.client.do('message.erase', { room: 'lobby', seq })
    await ann.until(() => !ann.bodies().includes('hello'))
    expect(ann.client.state.messages.get('lobby')).toEqual(bob.client.state.messages.get('lobby'))
    await Promise.all([ann.client.leave(), bob.client.leave()])
  })
})

test('[R-CLIENT-25] who is sent out of a room is told and is in it no more', async () => {
  const ann = await testClient(here, { name: 'ann' })
  const bob = await testClient(here, { name: 'bob' })
  await ann.client.do('room.create', { name: 'Den' })
  await bob.client.do('room.join', { room: 'den' })
  await ann.client.do('room.kick', { room: 'den', person: 'bob' })
  await bob.until(({ rooms }) => !rooms.has('den'))
  expect(bob.client.state.messages.has('den')).toBe(false)
  await Promise.all([ann.client.leave(), bob.client.leave()])
})

test('[R-CLIENT-5] who is sent away from the server does not come back by itself', async () => {
  const ann = await testClient(here, { name: 'unwanted' })
  const data = { reason: 'removed', says: 'You were sent away.' }
  ann.hear(JSON.stringify({ on: 'session.closing', data }))
  expect(ann.client.state.connection).toEqual({ phase: 'closed', why: 'You were sent away.' })
})

test('[R-CLIENT-27] typing of others is known until they are overdue', async () => {
  const ann = await testClient(here, { name: 'ann' })
  const bob = await testClient(here, { name: 'bob' })
  await bob.client.do('message.typing', { room: 'lobby', state: 'active' })
  await ann.until(({ typing }) => typing.has('lobby'))
  ann.clock.advance(6_000)
  expect(ann.client.state.typing.size).toBe(0)
  await Promise.all([ann.client.leave(), bob.client.leave()])
})
