// 100,000 generated connections of all wires, cut up at random: not one may be misrouted (case j of wires/detection.md).

import { expect, test } from 'vitest'
import type { Decision } from './detect.ts'
import { arrive, arriveByReads, dice, randomCuts } from './detect/fixtures.ts'
import { STREAMS, WIRES } from './detect/streams.fixtures.ts'
import type { Stream } from './detect/words.fixtures.ts'

const CONNECTIONS = 100_000
const SEED = 20_260
const FRAME_SIZES = new Set([32, 64, 128, 255, 256, 512])

test('100,000 mixed connections, none misrouted [R-DETECT-27]', { timeout: 300_000 }, () => {
  const rolled = dice(SEED)
  const counts: Record<string, number> = {}
  const misrouted: string[] = []
  for (let seed = SEED; seed < SEED + CONNECTIONS; seed++) {
    const name = rolled.pick(WIRES)
    const stream = STREAMS[name](dice(seed))
    const decision = connect(stream, seed)
    counts[name] = (counts[name] ?? 0) + 1
    if (!sameVerdict(decision, stream)) misrouted.push(`${name}, seed ${seed}: ${JSON.stringify(decision)}`)
  }
  console.log(`detected ${CONNECTIONS} mixed connections (seed ${SEED}), misrouted ${misrouted.length}`, counts)
  expect(misrouted).toEqual([])
})

function connect({ bytes, verdict }: Stream, seed: number): Decision {
  const rolled = dice(seed ^ 0x5eed)
  const cuts = randomCuts(bytes.length, rolled)
  const stop = rolled.pick(['quiet', 'ended'] as const)
  const first = cuts[0] ?? bytes.length
  // By the wire's own rule a first read of exactly one padded frame *is* the frame: a larger one cannot be cut just there.
  const cutAtSmallerFrame = verdict.wire === 'frames' && first < verdict.size && FRAME_SIZES.has(first)
  return rolled.chance(0.5) && !cutAtSmallerFrame ? arriveByReads(bytes, cuts, stop) : arrive(bytes, cuts, stop)
}

const sameVerdict = (decision: Decision, { verdict }: Stream): boolean =>
  JSON.stringify(decision) === JSON.stringify(verdict)
