import { manualClock } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { Connection, type ConnectionState } from './connection.ts'
import type { WireEars } from './ports.ts'

/** A connection whose lines are in the hand of the test. */
function bench(unit = 1) {
  const clock = manualClock()
  const lines: { ears: WireEars; closed: boolean; sent: string[] }[] = []
  const states: ConnectionState[] = []
  const connection = new Connection({
    url: 'ws://localhost/ws',
    clock,
    random: { unit: () => unit, id: () => 'id' },
    dial: (_url, ears) => {
      const line = { ears, closed: false, sent: [] as string[] }
      lines.push(line)
      return { send: (text) => void line.sent.push(text), close: () => void (line.closed = true) }
    },
    changed: (state) => void states.push(state),
    heard: () => {},
  })
  const last = () => {
    const line = lines.at(-1)
    if (line === undefined) throw new Error('no line was dialled')
    return line
  }
  const retryIn = (): number => {
    const { state } = connection
    return state.phase === 'offline' ? state.retryAt - clock.now() : -1
  }
  return { clock, lines, states, connection, last, retryIn }
}

test('[R-CLIENT-1] the first tries come soon, later ones doubly late each time, none later than half a minute', () => {
  const { clock, connection, lines, last, retryIn } = bench()
  connection.connect()
  const waits: number[] = []
  for (let i = 0; i < 9; i++) {
    last().ears.closed('nothing listens there')
    waits.push(retryIn())
    clock.advance(retryIn() - 1)
    expect(lines).toHaveLength(i + 1)
    clock.advance(1)
    expect(lines).toHaveLength(i + 2)
  }
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
})

test('[R-CLIENT-1] up to half of a wait is left to chance', () => {
  const { connection, last, retryIn } = bench(0)
  connection.connect()
  last().ears.closed('gone')
  expect(retryIn()).toBe(250)
})

test('[R-CLIENT-2] on demand it connects at once', () => {
  const { connection, lines, last, clock } = bench()
  connection.connect()
  last().ears.closed('gone')
  connection.connect()
  expect(lines).toHaveLength(2)
  clock.advance(500)
  expect(lines).toHaveLength(2)
})

test('[R-CLIENT-1] a line that has been good for a while forgets the back-off, one that breaks at once does not', () => {
  const { connection, last, clock, retryIn } = bench()
  connection.connect()
  last().ears.closed('gone')
  clock.advance(500)
  last().ears.opened()
  connection.entered([])
  last().ears.closed('gone again')
  expect(retryIn()).toBe(1_000)
  clock.advance(1_000)
  last().ears.opened()
  connection.entered([])
  clock.advance(5_000)
  last().ears.closed('gone after a while')
  expect(retryIn()).toBe(500)
})

test('[R-CLIENT-3] it goes through its phases: connecting, identifying, resuming until every room has caught up, live', () => {
  const { connection, states, last } = bench()
  connection.connect()
  expect(connection.send('too early')).toBe(false)
  last().ears.opened()
  expect(connection.send('now')).toBe(true)
  connection.entered(['lobby', 'dev'])
  connection.caughtUp('lobby')
  connection.caughtUp('nowhere')
  expect(connection.state).toEqual({ phase: 'resuming', rooms: new Set(['dev']) })
  connection.caughtUp('dev')
  expect(states.map(({ phase }) => phase)).toEqual(['connecting', 'identifying', 'resuming', 'resuming', 'live'])
  expect(last().sent).toEqual(['now'])
})

test('[R-CLIENT-4] a server that neither opens nor answers is given up after a while', () => {
  const { connection, lines, clock } = bench()
  connection.connect()
  clock.advance(10_000)
  expect(connection.state).toMatchObject({ phase: 'offline', why: 'no answer' })
  expect(lines[0]?.closed).toBe(true)
  clock.advance(500)
  lines[1]?.ears.opened()
  clock.advance(10_000)
  expect(connection.state.phase).toBe('offline')
})

test('a line that was let go of is not heard any more', () => {
  const { connection, lines, clock } = bench()
  connection.connect()
  lines[0]?.ears.closed('gone')
  clock.advance(500)
  lines[1]?.ears.opened()
  lines[0]?.ears.closed('gone twice')
  expect(connection.state.phase).toBe('identifying')
})

test('[R-CLIENT-5] what is closed stays closed', () => {
  const { connection, lines, clock, last } = bench()
  connection.connect()
  last().ears.opened()
  connection.close('left')
  expect(lines[0]?.closed).toBe(true)
  lines[0]?.ears.closed('gone')
  clock.advance(60_000)
  expect(connection.state).toEqual({ phase: 'closed', why: 'left' })
  expect(lines).toHaveLength(1)
})
