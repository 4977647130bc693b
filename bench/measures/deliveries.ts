// Deliveries per second and latency, durable and coalesced, against one write per listener and message without a store.

import type { Outcome, Scenario } from '../generator/run.ts'
import { count, milliseconds, printTable, ratio } from './report.ts'
import { sideBySide, type wires } from './side-by-side.ts'

// A: 1 room of 100; B: 1 room of 1000; C: 100 rooms of 10; S: A with everybody sending. The digit: messages in flight.
const scenarios: readonly Scenario[] = [
  { name: 'A1', rooms: 1, clients: 100, senders: 10, window: 1 },
  { name: 'A8', rooms: 1, clients: 100, senders: 10, window: 8 },
  { name: 'B8', rooms: 1, clients: 1_000, senders: 10, window: 8 },
  { name: 'C1', rooms: 100, clients: 1_000, senders: 100, window: 1 },
  { name: 'C8', rooms: 100, clients: 1_000, senders: 100, window: 8 },
  { name: 'S1', rooms: 1, clients: 100, senders: 100, window: 1 },
]

export function measureDeliveries(): Promise<void> {
  return measure({ wire: 'websocket', over: 'WebSocket', naive: 'naive' })
}

export function measureIrc(): Promise<void> {
  return measure({ wire: 'irc', over: 'IRC', naive: 'naive-irc' })
}

interface Measured {
  readonly wire: keyof typeof wires
  readonly over: string
  readonly naive: 'naive' | 'naive-irc'
}

async function measure({ wire, over, naive: other }: Measured): Promise<void> {
  console.log(`Deliveries per second (100-byte messages over ${over}, median of three interleaved runs).`)
  console.log('hubbub: every message on disk before it is told. naive: no store, one write per listener and message.\n')
  const rows: string[][] = []
  for (const scenario of scenarios) {
    const outcomes = await sideBySide({ ...scenario, wire }, ['durable', other])
    const { durable, [other]: naive } = outcomes
    rows.push([
      scenario.name,
      count(durable.deliveriesPerSecond),
      count(naive.deliveriesPerSecond),
      ratio(durable.deliveriesPerSecond / naive.deliveriesPerSecond),
      ...[durable, naive].flatMap(({ p50Ms, p99Ms }) => [milliseconds(p50Ms), milliseconds(p99Ms)]),
      faults(durable),
    ])
    console.log(`${scenario.name} done`)
  }
  console.log()
  const head = [
    'scenario',
    'hubbub/s',
    'naive/s',
    'ratio',
    'hubbub p50',
    'p99',
    'naive p50',
    'p99',
    'lost/doubled/swapped',
  ]
  printTable(head, rows)
}

const faults = ({ lost, doubled, swapped }: Outcome): string => `${lost}/${doubled}/${swapped}`
