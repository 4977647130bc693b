import { type Ear, say, testBrain } from '@hubbub/testkit'
import type { Asked } from '@hubbub/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'

type Mark = Omit<Asked<'message.read'>, 'room'>

const told = (ear: Ear, room: string) =>
  ear.heard.flatMap((heard) => (heard.name === 'message.read' && heard.payload.room === room ? [heard.payload] : []))

test('[R-MESSAGE-17] a read marker moves by time as by seq, and may be asked for', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const [first, second] = [await say(alice, '1'), await say(alice, '2')]
  await say(alice, '3')
  const read = (mark: Mark) => alice.do('message.read', { room: 'lobby', ...mark })
  await expect(read({})).resolves.toEqual({ seq: 0 })
  await expect(read({ at: first.at })).resolves.toEqual({ seq: 1, at: first.at })
  await expect(read({ seq: 2 })).resolves.toEqual({ seq: 2, at: second.at })
  await expect(read({ at: first.at })).resolves.toEqual({ seq: 2, at: second.at })
  await expect(read({})).resolves.toEqual({ seq: 2, at: second.at })
  const moves = told(alice, 'lobby')
  expect(moves).toEqual([
    { room: 'lobby', seq: 1, at: first.at },
    { room: 'lobby', seq: 2, at: second.at },
  ])
})

test('[R-MESSAGE-17] where nothing was said a marker stands at the time that was given, but not in the future', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const read = (at: number) => alice.do('message.read', { room: 'lobby', at })
  await expect(read(1_546_612_406_123)).resolves.toEqual({ seq: 0, at: 1_546_612_406_123 })
  await expect(read(brain.clock.now() + 1_000_000)).resolves.toEqual({ seq: 0, at: brain.clock.now() })
  await expect(read(0)).resolves.toEqual({ seq: 0, at: brain.clock.now() })
})

interface Step {
  readonly device: number
  readonly mark: Mark
  /** The entry that the mark is of. */
  readonly reaches: number
}

const gaps = fc.array(fc.nat({ max: 3 }), { maxLength: 8 })
const asked = fc.array(fc.record({ device: fc.nat({ max: 4 }), by: fc.constantFrom('seq', 'at'), to: fc.nat(12) }))

test('[R-MESSAGE-18] read markers set in any order on five devices never go back, and agree in the end', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const devices: Ear[] = [alice]
  while (devices.length < 5) {
    const device = brain.open()
    await device.do('session.resume', { token: alice.entered.token })
    devices.push(device)
  }
  let rooms = 0

  /** A room with entries so many milliseconds apart; gives the time of each, by its seq. */
  const roomWith = async (gaps: number[]): Promise<{ room: string; times: number[] }> => {
    const room = `room-${++rooms}`
    await alice.do('room.create', { name: room })
    const times = [0]
    for (const gap of gaps) {
      brain.clock.advance(gap)
      times.push((await say(alice, 'x', { room })).at)
    }
    return { room, times }
  }
  const set = async (room: string, { device, mark, reaches }: Step) => {
    const stands = await devices[device]?.do('message.read', { room, ...mark })
    expect(stands?.seq).toBeGreaterThanOrEqual(reaches)
    return { device, seq: stands?.seq ?? 0 }
  }

  const run = async (gaps: number[], steps: { device: number; by: string; to: number }[]): Promise<void> => {
    const start = brain.clock.now()
    const { room, times } = await roomWith(gaps)
    const marks = steps.map(({ device, by, to }): Step => {
      if (by === 'seq') return { device, mark: { seq: to }, reaches: Math.min(to, gaps.length) }
      return { device, mark: { at: start + to }, reaches: times.findLastIndex((at) => at <= start + to) }
    })
    const seen = await Promise.all(marks.map((step) => set(room, step)))
    const seq = Math.max(0, ...marks.map(({ reaches }) => reaches))
    for (const [device, ear] of devices.entries()) {
      const own = seen.filter((mark) => mark.device === device).map((mark) => mark.seq)
      expect(own).toEqual(own.toSorted((one, other) => one - other))
      const stands = await ear.do('message.read', { room })
      expect(stands.seq).toBe(seq)
      const moves = told(ear, room)
      expect(moves).toEqual(told(alice, room))
      expect(moves.at(-1) ?? { room, seq: 0 }).toEqual({ room, ...stands })
      const places = moves.map((move) => move.seq * 1e15 + (move.at ?? 0))
      expect(places).toEqual([...new Set(places)].toSorted((one, other) => one - other))
      // Before the first entry there is only the time that was given.
      expect(stands.at).toBe(seq === 0 ? stands.at : times[seq])
    }
  }
  await fc.assert(fc.asyncProperty(gaps, asked, run), { numRuns: 40 })
})
