// Five devices of one person, over three wires, say how far they have read, all at once: in the end they agree, and none went back.

import type { Heard, Listener, Session } from '@hubbub/core'
import type { Reply } from '@hubbub/protocol'
import { actors, IrcActor, WebSocketActor } from '@hubbub/server/actors'
import { type World, world } from '@hubbub/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ENTRIES = 8
const password = 'correct horse'

interface Channel {
  readonly slug: string
  readonly name: string
  /** The time of each entry, by its seq. */
  readonly times: readonly number[]
}

interface Device {
  /** Says how far it has read; resolves when that was answered. */
  read(channel: Channel, seq: number): Promise<unknown>
  /** Asks how far the person has read. */
  asked(channel: Channel): Promise<number>
  /** Every time that it was told or answered, in order. */
  told(channel: Channel): Promise<readonly number[]>
}

let here: World
let devices: readonly Device[]
let writer: WebSocketActor

beforeAll(async () => {
  here = await world({ floodLimits: false, settings: { accounts: { hash: 'test-only' } } })
  writer = await actors.websocket(here.address, 'ann')
  await writer.request('person.register', { password })
  devices = [
    await browser(),
    await browser(),
    await ircDevice(['draft/read-marker']),
    await ircDevice(['draft/read-marker', 'server-time', 'message-tags', 'batch', 'draft/chathistory']),
    await brain(),
  ]
})
afterAll(() => here.close())

async function browser(): Promise<Device> {
  const actor = new WebSocketActor(here.address)
  await actor.connect()
  await actor.request('person.sign-in', { account: 'ann', password })
  await actor.identify('ann')
  return {
    read: ({ slug: room }, seq) => actor.request('message.read', { room, seq }),
    asked: async ({ slug: room }) => (await actor.request('message.read', { room })).at ?? 0,
    told: async ({ slug }) => {
      await actor.request('session.ping', {})
      return actor.events.flatMap((event) =>
        event.name === 'message.read' && event.payload.room === slug ? [event.payload.at ?? 0] : [],
      )
    },
  }
}

async function ircDevice(caps: readonly string[]): Promise<Device> {
  const actor = new IrcActor(here.address, 'ann')
  await actor.come({ caps, password })
  async function told({ name }: Channel): Promise<number[]> {
    await actor.round()
    const line = new RegExp(` MARKREAD #${name} :?timestamp=(\\S+)$`, 'u')
    return actor.lines.flatMap((one) => line.exec(one)?.slice(1).map(Date.parse) ?? [])
  }
  return {
    async read({ name, times }, seq) {
      await actor.send(`MARKREAD #${name} timestamp=${new Date(times[seq] ?? 0).toISOString()}`)
      await actor.round()
    },
    async asked(channel) {
      await actor.send(`MARKREAD #${channel.name}`)
      return (await told(channel)).at(-1) ?? 0
    },
    told,
  }
}

/** A session without a wire. */
async function brain(): Promise<Device> {
  const heard: Heard[] = []
  const listener: Listener = {
    outlet: { audience: () => ({ size: 0, add: () => {}, delete: () => {}, post: () => {} }) },
    tell: (event) => void heard.push(event),
    drained: async () => {},
    end: () => {},
  }
  const session: Session = here.server.chat.open(listener, { resumable: false, backlog: 0 })
  await session.do('person.sign-in', { account: 'ann', password })
  await session.do('person.identify', {})
  return {
    // By time: the others' entries and times are one place.
    read: ({ slug: room, times }, seq) => session.do('message.read', { room, at: times[seq] ?? 0 }),
    asked: async ({ slug: room }) => (await session.do('message.read', { room })).at ?? 0,
    told: async ({ slug }) => {
      await session.do('session.ping', {})
      return heard.flatMap((event) =>
        event.name === 'message.read' && event.payload.room === slug ? [event.payload.at ?? 0] : [],
      )
    },
  }
}

let rooms = 0

async function channel(): Promise<Channel> {
  const name = `room${++rooms}`
  const { room } = await writer.request('room.create', { name })
  const say = (_: unknown, at: number): Promise<Reply<'message.send'>> =>
    writer.request('message.send', { room: room.slug, body: `entry ${at + 1}` })
  const sent = await Promise.all(Array.from({ length: ENTRIES }, say))
  return { slug: room.slug, name, times: [0, ...sent.map(({ at }) => at)] }
}

const step = fc.record({
  device: fc.nat(4),
  seq: fc.integer({ min: 1, max: ENTRIES }),
  /** Whether the next one waits for its answer. */
  waits: fc.boolean(),
})

test('[R-IRC-420] whoever says what in whatever order, five devices over three wires end at the same place, and no marker goes back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
      const place = await channel()
      const saying: Promise<unknown>[] = []
      for (const { device, seq, waits } of steps) {
        const said = devices[device]?.read(place, seq)
        saying.push(said ?? Promise.resolve())
        if (waits) await said
      }
      await Promise.all(saying)

      const furthest = place.times[Math.max(...steps.map(({ seq }) => seq))]
      for (const [at, device] of devices.entries()) {
        const told = await device.told(place)
        expect(told).toEqual(told.toSorted((one, other) => one - other))
        // Whoever said it may know it from the answer alone.
        const knows = told.at(-1) === furthest || steps.some((one) => one.device === at)
        expect([at, told, knows]).toEqual([at, told, true])
        expect(await device.asked(place)).toBe(furthest)
      }
    }),
    { numRuns: 60 },
  )
})
