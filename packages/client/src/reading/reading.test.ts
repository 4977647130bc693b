import { limits } from '@hubbub/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { type ServerInHand, serverInHand } from './fixtures.ts'
import { openReading, type Reading } from './reading.ts'

const seqs = (reading: Reading): number[] => reading.state.entries.map(({ seq }) => seq)
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const page = limits.history_page_entries_max

/** What is shown is a part of the server's history without a hole. */
function expectPart(here: ServerInHand, { state }: Reading): void {
  const first = state.entries[0]?.seq ?? 1
  const last = state.entries.at(-1)?.seq ?? 0
  expect(state.entries).toEqual(here.log.slice(first - 1, last))
  expect([first, last]).toEqual([state.atStart ? 1 : first, state.atEnd ? here.log.length : last])
}

const number = fc.nat({ max: 600 })
type Step = (here: ServerInHand, reading: Reading, number: number) => unknown
const steps: Record<string, Step> = {
  'say': (here) => here.say(),
  'edit': (here, _reading, back) => here.edit(back),
  'deliver': (here, _reading, count) => here.deliver(count % 7),
  'answer': (here) => here.answer(),
  'older': (_here, reading) => void reading.older(),
  'newer': (_here, reading) => void reading.newer(),
  'jump': (_here, reading, seq) => void reading.jumpTo(seq),
  'latest': (_here, reading) => void reading.latest(),
  'tear': (here) => here.tear(),
  'come back': (here) => here.comeBack(),
  'start anew': (here, _reading, entries) => here.startAnew(entries),
  'be away': async (here, _reading, number) => {
    await here.tear()
    for (let i = 0; i < number % 5; i++) here.say()
    for (let i = 0; i < number % 7; i++) here.edit(i * number)
    await here.comeBack()
  },
  'say much': (here, _reading, count) => range(1, count).forEach(() => here.say()),
}

describe('a room that is read', () => {
  test('[R-CLIENT-101] is a part of the server’s history without a hole, whatever crosses what', async () => {
    const walk = fc.array(fc.tuple(fc.constantFrom(...Object.keys(steps)), number), { maxLength: 40 })
    const most = fc.constantFrom(2, 100, 2_000)
    const check = fc.asyncProperty(
      number,
      most,
      fc.option(number, { nil: undefined }),
      walk,
      async (entries, most, at, path) => {
        const here = await serverInHand(entries, { most })
        const reading = openReading(here.client, 'lobby', { at })
        for (const [name, argument] of path) {
          await steps[name]?.(here, reading, argument)
          const shown = seqs(reading)
          expect(shown).toEqual(shown.length === 0 ? [] : range(shown[0] ?? 0, shown.at(-1) ?? 0))
        }
        await here.settle()
        expect(reading.state).toMatchObject({ loading: 'none' })
        expect(reading.state.error).toBeUndefined()
        expect(reading.state.entries.length > 0).toBe(here.log.length > 0)
        expectPart(here, reading)
        reading.close()
      },
    )
    await fc.assert(check, { numRuns: 300 })
  })

  test.each([300, undefined])('[R-CLIENT-102] is read again where too much changed to be told (at %s)', async (at) => {
    const here = await serverInHand(900, { most: 2 })
    const reading = openReading(here.client, 'lobby', { at })
    await here.settle()
    const shown = seqs(reading)
    await here.tear()
    for (const back of [595, 600, 605, 5, 10]) here.edit(back)
    await here.comeBack()
    await here.deliver(Infinity)
    here.say()
    await here.settle()
    expect(seqs(reading)).toEqual(at === undefined ? [...shown, 901] : shown)
    expectPart(here, reading)
  })

  test('[R-CLIENT-102] is left for the newest entries where too much was said to be told', async () => {
    const here = await serverInHand(300, { most: 100 })
    const reading = openReading(here.client, 'lobby')
    await here.settle()
    expect(reading.state).toMatchObject({ atStart: false, atEnd: true })
    await here.tear()
    for (let i = 0; i < 150; i++) here.say()
    await here.comeBack()
    await here.settle()
    expect(seqs(reading)).toEqual(range(251, 450))
    expect(reading.state).toMatchObject({ atEnd: true, loading: 'none' })
    expect(here.client.state.messages.get('lobby')?.entries.length).toBeLessThanOrEqual(200)
  })

  test('[R-CLIENT-103] scrolls through 100,000 entries either way and holds no more than some thousand', async () => {
    const here = await serverInHand(100_000)
    const reading = openReading(here.client, 'lobby')
    await here.settle()
    const scroll = async (way: 'older' | 'newer', pages: number): Promise<void> => {
      for (let i = 0; i < pages; i++) {
        void reading[way]()
        await here.settle()
      }
    }
    await scroll('older', 14)
    expect(seqs(reading)).toEqual(range(97_001, 99_000))
    expect(reading.state).toMatchObject({ atStart: false, atEnd: false })
    here.say()
    await here.settle()
    expect(reading.state.entries.at(-1)?.seq).toBe(99_000)
    await scroll('newer', 6)
    expect(seqs(reading)).toEqual(range(98_002, 100_001))
    expect(reading.state).toMatchObject({ atStart: false, atEnd: true })
    void reading.jumpTo(1)
    await here.settle()
    expect(seqs(reading)).toEqual(range(1, 100))
    expect(reading.state).toMatchObject({ atStart: true, atEnd: false, target: 1 })
    void reading.latest()
    await here.settle()
    expect(reading.state).toMatchObject({ atEnd: true })
    expect(reading.state.target).toBeUndefined()
  })

  test('[R-CLIENT-103] whoever looks at the oldest of very many keeps them, whatever is said', async () => {
    const here = await serverInHand(2_000)
    const reading = openReading(here.client, 'lobby')
    await here.settle()
    for (let i = 1; i < 2_000 / page; i++) {
      void reading.older()
      await here.settle()
    }
    expect(reading.state).toMatchObject({ atEnd: true })
    here.say()
    await here.settle()
    expect(seqs(reading)).toEqual(range(1, 2_000))
    expect(reading.state).toMatchObject({ atEnd: false })
  })

  test('[R-CLIENT-104] asks once for what is asked for twice, and a jump does not wait for a page', async () => {
    const asked: string[] = []
    const here = await serverInHand(1_000)
    const { client } = here
    const counted = {
      get state() {
        return client.state
      },
      subscribe: client.subscribe.bind(client),
      do: ((name, input) => (asked.push(JSON.stringify(input)), client.do(name, input))) as typeof client.do,
    }
    const reading = openReading(counted, 'lobby')
    await here.settle()
    asked.length = 0
    const both = Promise.all([reading.older(), reading.older()])
    const jump = reading.jumpTo(300)
    await here.settle()
    await Promise.all([both, jump])
    expect(asked).toEqual(['{"room":"lobby","limit":200,"before":801}', '{"room":"lobby","limit":200,"around":300}'])
    expect(reading.state).toMatchObject({ target: 300, loading: 'none' })
    expect(seqs(reading)).toEqual(range(200, 399))
    await reading.jumpTo(350)
    expect(asked).toHaveLength(2)
    expect(reading.state.target).toBe(350)
  })

  test('[R-CLIENT-105] tells why a page cannot be read, and reads it by itself when there is a connection again', async () => {
    const here = await serverInHand(500)
    const reading = openReading(here.client, 'lobby')
    await here.settle()
    await here.tear()
    let told = 0
    reading.subscribe(() => told++)
    await reading.older()
    expect(reading.state).toMatchObject({ loading: 'none', error: { code: 'offline' } })
    const before = told
    await reading.older()
    expect(told).toBe(before)
    await here.comeBack()
    await here.settle()
    expect(reading.state.error).toBeUndefined()
    expect(seqs(reading)).toEqual(range(101, 500))
  })

  test('[R-CLIENT-105] forgets what it showed when the server has another history, and shows that', async () => {
    const here = await serverInHand(300)
    const reading = openReading(here.client, 'lobby', { at: 10 })
    await here.settle()
    await here.startAnew(20)
    await here.settle()
    expect(seqs(reading)).toEqual(range(1, 20))
    expect(reading.state).toMatchObject({ atStart: true, atEnd: true })
  })

  test('[R-CLIENT-101] tells nothing more once it is closed, and asks for nothing', async () => {
    const here = await serverInHand(500)
    const reading = openReading(here.client, 'lobby')
    reading.subscribe(() => expect.unreachable())
    reading.close()
    await reading.older()
    here.say()
    await here.settle()
  })
})
