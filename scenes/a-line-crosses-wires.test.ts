// A line said on any wire is heard on every wire: once, and in its place among the others.

import { type Actor, actors, type ChatWire } from '@hubbub/server/actors'
import { type World, world } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let here: World
const wires = Object.keys(actors) as ChatWire[]
const pairs = wires.flatMap((from, i) => wires.map((to, j) => ({ from, to, number: i * wires.length + j })))
const lines = Array.from({ length: 20 }, (_, i) => `line ${i + 1}`)

beforeAll(async () => {
  here = await world({ floodLimits: false })
})
afterAll(() => here.close())

test.each(pairs)('[R-SCENE-1] what ann says on $from, bob hears on $to: once, and in order', async (pair) => {
  const { from, to, number } = pair
  const ann = await here.actor(from, `ann${number}`)
  const bob = await here.actor(to, `bob${number}`)
  await bob.say(`bob${number} is here`)
  await ann.hears(`bob${number} is here`)

  const said = [...lines, 'the end'].map((line) => `${line} of ${number}`)
  for (const text of said) await ann.say(text)
  await bob.hears(`the end of ${number}`)

  expect(textsOf(bob, new RegExp(` of ${number}$`, 'u'))).toEqual(said)
  await ann.leave()
  await bob.leave()
})

test('[R-SCENE-2] people on all wires speak at once, and everybody hears the same, in the order of the history', async () => {
  const choir = await Promise.all(wires.map((wire, i) => here.actor(wire, `voice${i}`)))
  for (const one of choir) {
    await one.say(`${one.wire} is here`)
    for (const other of choir) if (other !== one) await other.hears(`${one.wire} is here`)
  }

  const chorus = choir.map(({ wire }) => lines.map((line) => `${wire}: ${line}`))
  await Promise.all(choir.map((one, i) => sing(one, chorus[i] ?? [])))
  for (const [i, one] of choir.entries())
    for (const other of choir) if (other !== one) await other.hears(chorus[i]?.at(-1) ?? '')

  const history = await sungInTheLobby()
  expect(history.toSorted()).toEqual(chorus.flat().toSorted())
  for (const one of choir) {
    // Some wires give their clients their own words back, as the programs that speak them expect.
    const heard = textsOf(one, /: line \d+$/u)
    const ofOthers = (text: string): boolean => !text.startsWith(`${one.wire}: `)
    expect(heard).toEqual(heard.every(ofOthers) ? history.filter(ofOthers) : history)
  }
})

/** What was meant to cross, and nothing that greets or tells of people. */
function textsOf(listener: Actor, meant: RegExp): string[] {
  return listener.heard.map(({ text }) => text).filter((text) => meant.test(text))
}

async function sing(one: Actor, song: readonly string[]): Promise<void> {
  for (const line of song) await one.say(line)
}

async function sungInTheLobby(): Promise<string[]> {
  const reader = await actors.websocket(here.address, 'reader')
  const { entries } = await reader.request('message.history', { room: 'lobby', limit: 200 })
  await reader.leave()
  return entries.map(({ body }) => body).filter((body) => /: line \d+$/u.test(body))
}
