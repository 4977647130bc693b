// Somebody's laptop sleeps while others talk: whoever comes back gets exactly what they missed, then hears on.

import { type Actor, actors, type ChatWire } from '@hubbub/server/actors'
import { type World, world } from '@hubbub/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'

type Sleeper = Awaited<ReturnType<typeof actors.websocket>>

let here: World
const wires = Object.keys(actors) as ChatWire[]
const missed = Array.from({ length: 50 }, (_, i) => `missed ${i + 1}`)

beforeEach(async () => {
  here = await world()
})
afterEach(() => here.close())

/** Alice is here and has heard `hello`. */
async function aliceListens(): Promise<Sleeper> {
  const alice = await actors.websocket(here.address, 'alice')
  await talker('hello')
  await alice.hears('hello')
  return alice
}

/** Somebody comes, says something that lasts, and goes. */
async function talker(...texts: string[]): Promise<void> {
  const bob = await actors.websocket(here.address, 'bob')
  for (const text of texts) await bob.say(text)
  await bob.leave()
}

/** Fifty lines, on all wires in turn; each has been heard before the next is said. */
async function othersTalk(): Promise<void> {
  const clerk = await actors.websocket(here.address, 'clerk')
  const others: Actor[] = await Promise.all(wires.map((wire, i) => here.actor(wire, `talker${i}`)))
  for (const [i, text] of missed.entries()) {
    await others[i % others.length]?.say(text)
    await clerk.hears(text)
  }
  for (const other of [clerk, ...others]) await other.leave()
}

const heardBy = (sleeper: Sleeper): string[] => sleeper.heard.map(({ text }) => text).filter((text) => text !== '')

test('[R-SCENE-3] alice comes back to the fifty lines she missed, once, in order, and then hears on', async () => {
  const alice = await aliceListens()
  alice.drop()
  await othersTalk()

  await alice.resume()
  expect(heardBy(alice)).toEqual(['hello', ...missed])

  await talker('and now live')
  await alice.hears('and now live')
  expect(heardBy(alice)).toEqual(['hello', ...missed, 'and now live'])
})

test('[R-SCENE-3] the same when the server was started anew in between', async () => {
  const alice = await aliceListens()
  alice.drop()
  await othersTalk()

  await here.restart()
  await alice.resume()
  expect(heardBy(alice)).toEqual(['hello', ...missed])

  await here.restart()
  await talker('after another night')
  await alice.resume()
  await talker('and now live')
  await alice.hears('and now live')
  expect(heardBy(alice)).toEqual(['hello', ...missed, 'after another night', 'and now live'])
})

test('[R-SCENE-3] when there was nothing to miss, nothing comes twice', async () => {
  const alice = await aliceListens()
  for (let time = 1; time <= 3; time++) {
    alice.drop()
    await alice.resume()
  }
  await talker('good morning')
  await alice.hears('good morning')
  expect(heardBy(alice)).toEqual(['hello', 'good morning'])
})

test('[R-SCENE-3] lines that are said while she comes back are heard once, too', async () => {
  const alice = await aliceListens()
  alice.drop()
  const bob = await actors.websocket(here.address, 'bob')
  const lines = Array.from({ length: 100 }, (_, i) => `busy ${i + 1}`)
  const talking = Promise.all(lines.map((line) => bob.say(line)))
  await alice.resume()
  await talking
  await alice.hears('busy 100')
  expect(heardBy(alice)).toEqual(['hello', ...lines])
})

test.each([
  ['before anybody heard it', async () => {}],
  ['after others had heard it', async (others: Actor) => void (await others.hears('did you get this?'))],
])('[R-SCENE-4] a line whose connection was torn %s is said again and is there once', async (_, meanwhile) => {
  const ben = await here.actor('plain', 'ben')
  const alice = await aliceListens()
  const line = { room: 'lobby', body: 'did you get this?', clientId: 'alice-1' }

  const unanswered = alice.request('message.send', line).catch(() => undefined)
  await meanwhile(ben)
  alice.drop()
  await unanswered
  await alice.resume()
  const { seq } = await alice.request('message.send', line)
  await alice.say('the end')
  await ben.hears('the end')

  const { entries } = await alice.request('message.history', { room: 'lobby', after: 0, limit: 200 })
  expect(entries.filter(({ body }) => body === line.body).map((entry) => entry.seq)).toEqual([seq])
  expect(ben.heard.filter(({ text }) => text === line.body)).toHaveLength(1)
})
