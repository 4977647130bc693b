// Says which wire the first bytes of a connection speak (wires/detection.md): pure, no socket, no clock, the same for every fragmentation.

import { courseJson } from './detect/course-json.ts'
import { survey, type Facts } from './detect/facts.ts'
import { paddedFrames } from './detect/frames.ts'
import { lengthPrefixed } from './detect/length-prefixed.ts'
import { firstLine } from './detect/lines.ts'
import { binary, proxyBinary, silence, ssh, telnet, tls } from './detect/opening.ts'
import { UNKNOWN, type Decision, type Outcome } from './detect/verdict.ts'

export type { BodyEncoding, Decision, Verdict } from './detect/verdict.ts'

export interface DetectState {
  /** The quiet time (T) passed without a further byte. */
  readonly quiet: boolean
  /** The other side has ended its stream: this is all there will ever be. */
  readonly ended: boolean
  /** No more than this is looked at; undecided by then is unknown. */
  readonly bytesMax: number
  /** Length in bytes of the first read, which tells the size of fixed frames (detect/frames.ts); 0 or absent: by the bytes alone. */
  readonly firstSegment?: number
}

type Rule = (facts: Facts) => Outcome

/** In this order: the first that does not say "not mine" has the word, also when its word is "wait". */
const RULES: readonly Rule[] = [
  silence,
  tls,
  telnet,
  lengthPrefixed,
  proxyBinary,
  ssh,
  courseJson,
  binary,
  paddedFrames,
  firstLine,
]

/** Call again with all bytes so far for each read, and once more when the quiet time has passed after an `idle`. */
export function detect(seen: Uint8Array, state: DetectState): Decision {
  const facts = survey(seen.subarray(0, state.bytesMax), state.firstSegment ?? 0)
  const outcome = judge(facts)
  if ('wire' in outcome) return outcome
  if (seen.length >= state.bytesMax) return UNKNOWN
  if (state.ended) return outcome.ended
  if (outcome.quiet === undefined) return 'more'
  return state.quiet ? outcome.quiet : 'idle'
}

function judge(facts: Facts): NonNullable<Outcome> {
  for (const rule of RULES) {
    const outcome = rule(facts)
    if (outcome !== undefined) return outcome
  }
  return UNKNOWN
}
