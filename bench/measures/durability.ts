// What durability costs: acknowledged sends per second with synchronous=FULL, against the same server without a store.

import { count, milliseconds, printTable, ratio } from './report.ts'
import { sideBySide } from './side-by-side.ts'

// Rooms of two: next to no fan-out, so that the sends are what is measured.
const scenarios = [
  { name: '100 senders, 1 in flight', rooms: 100, clients: 200, senders: 100, window: 1 },
  { name: '100 senders, 8 in flight', rooms: 100, clients: 200, senders: 100, window: 8 },
]

export async function measureDurability(): Promise<void> {
  console.log(
    'Sends per second, each acknowledged after its commit (synchronous=FULL), against the same without a store.\n',
  )
  const rows: string[][] = []
  for (const scenario of scenarios) {
    const { durable, volatile } = await sideBySide(scenario, ['durable', 'volatile'])
    rows.push([
      scenario.name,
      count(durable.sendsPerSecond),
      count(volatile.sendsPerSecond),
      ratio(durable.sendsPerSecond / volatile.sendsPerSecond),
      milliseconds(durable.p99Ms),
      milliseconds(volatile.p99Ms),
    ])
  }
  printTable(['sends', 'durable/s', 'volatile/s', 'ratio', 'durable p99', 'volatile p99'], rows)
}
