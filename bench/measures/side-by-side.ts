// Runs a scenario against several servers in turn, several times over, so that the machine's moods fall on all of them.

import { type Outcome, Run, type Scenario } from '../generator/run.ts'
import { irc } from '../generator/wires/irc.ts'
import { websocket } from '../generator/wires/websocket.ts'
import { startVariant, type Variant } from '../servers/server.ts'

/** The wires that are measured. */
export const wires = { websocket, irc } as const

const ROUNDS = 3
const WARM_MS = 1_000
const MEASURE_MS = 3_000

/** The median outcome of each variant, by deliveries per second, with every fault of every run added up. */
export async function sideBySide<Name extends Variant>(
  { wire = 'websocket', ...scenario }: Scenario & { readonly wire?: keyof typeof wires },
  variants: readonly Name[],
): Promise<Record<Name, Outcome>> {
  const outcomes = new Map<Name, Outcome[]>(variants.map((variant) => [variant, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const [variant, list] of outcomes) list.push(await runOnce(wire, scenario, variant))
  }
  return Object.fromEntries(Array.from(outcomes, ([variant, list]) => [variant, median(list)])) as Record<Name, Outcome>
}

async function runOnce(wire: keyof typeof wires, scenario: Scenario, variant: Variant): Promise<Outcome> {
  const server = await startVariant(variant)
  try {
    return await new Run(wires[wire], scenario).measure(server.port, { warmMs: WARM_MS, measureMs: MEASURE_MS })
  } finally {
    await server.stop()
  }
}

function median(outcomes: Outcome[]): Outcome {
  const sorted = outcomes.toSorted((a, b) => a.deliveriesPerSecond - b.deliveriesPerSecond)
  const sum = (count: (outcome: Outcome) => number): number =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0)
  return {
    ...(sorted[Math.trunc(sorted.length / 2)] as Outcome),
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    swapped: sum(({ swapped }) => swapped),
  }
}
