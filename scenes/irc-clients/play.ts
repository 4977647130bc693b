// The play that every real client takes part in: talk over three wires, go away, miss fifty lines, and find them once on each device.

import { type Actor, actors } from '@hubbub/server/actors'
import { type World, world } from '@hubbub/testkit'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'

import type { Here, RealClient, Shown } from './client.ts'

type Browser = Awaited<ReturnType<typeof actors.websocket>>

const room = 'tea'
const channel = `#${room}`
const nick = 'ann'
const password = 'correct-horse'
const missed = Array.from({ length: 50 }, (_, at) => `missed ${at + 1}`)

interface Stage {
  readonly browser: Browser
  readonly nc: Actor
  /** Comes on one of her devices. */
  come(device: string): Promise<Here>
  /** Resolves when she has gone with all her devices, once more. */
  gone(): Promise<void>
}

export async function play(client: RealClient): Promise<void> {
  await using here = await world({ settings: { accounts: { hash: 'test-only' } } })
  const present: Here[] = []
  try {
    await perform(await setUp(here, client, present))
  } finally {
    for (const one of present) one.drop()
  }
}

async function setUp(here: World, client: RealClient, present: Here[]): Promise<Stage> {
  const account = await actors.websocket(here.address, nick)
  await account.request('person.register', { password })
  await account.leave()
  const browser = await actors.websocket(here.address, 'browser')
  await browser.request('room.create', { name: room })
  const nc = await actors.plain(here.address, 'nc')
  await nc.say(`/join ${room}`)
  await browser.sees('room.joined', ({ person }) => person.name === 'nc')
  const departures = new Set<object>()
  return {
    browser,
    nc,
    async gone() {
      departures.add(await browser.sees('person.departed', (one) => one.person.name === nick && !departures.has(one)))
    },
    async come(device) {
      const home = join(here.data, `client-${device}`)
      await mkdir(home, { recursive: true })
      const one = await client.come({ port: here.address.port, nick, password, device, channel, home })
      present.push(one)
      return one
    },
  }
}

async function perform(stage: Stage): Promise<void> {
  const { browser, nc } = stage
  const [laptop, phone] = [await stage.come('laptop'), await stage.come('phone')]
  const { people } = await browser.request('room.members', { room })
  expect(people.find(({ name }) => name === nick)).toMatchObject({ account: nick, status: 'ACTIVE' })

  await tell(stage, 'hello from the browser')
  await nc.say('hello from nc')
  for (const device of [laptop, phone]) {
    await device.shows('hello from the browser')
    await device.shows('hello from nc')
  }
  await laptop.says('hello from the laptop')
  for (const other of [browser, nc]) expect(await other.hears('hello from the laptop')).toMatchObject({ from: nick })
  await phone.shows('hello from the laptop')
  await Promise.all([laptop.leave(), phone.leave()])
  await stage.gone()

  for (const text of missed) await tell(stage, text)
  await comesBackTo(stage, { device: 'laptop', finds: missed, says: 'and now live' })
  await comesBackTo(stage, { device: 'phone', finds: [...missed, 'and now live'], says: 'good night' })
  await comesBackTo(stage, { device: 'laptop', finds: ['good night'], says: 'the end' })
}

/** A device that was away finds what was said meanwhile, each line once and in order, and then hears on. */
async function comesBackTo(
  stage: Stage,
  one: { device: string; finds: readonly string[]; says: string },
): Promise<void> {
  const device = await stage.come(one.device)
  await tell(stage, one.says)
  await device.shows(one.says)
  expect([one.device, textsOf(await device.shown(), 'browser')]).toEqual([one.device, [...one.finds, one.says]])
  await device.leave()
  await stage.gone()
}

function textsOf(shown: readonly Shown[], from: string): string[] {
  return shown.flatMap((one) => (one.from === from ? [one.text] : []))
}

async function tell({ browser }: Stage, body: string): Promise<void> {
  await browser.request('message.send', { room, body })
}
