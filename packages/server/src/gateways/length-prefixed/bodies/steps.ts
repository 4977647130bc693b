// Drives work that is done in steps: all at once when it is small, a step in each turn of the event loop when it is large.

import type { Clock } from '@hubbub/core'

/** After each `yield` others may have their turn. */
export type Steps<Result> = Generator<void, Result>

/** A step for a list of numbers: a few milliseconds. */
export const stepNumbers = 65_536

export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

export async function inTurns<Result>(steps: Steps<Result>, clock: Clock): Promise<Result> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await new Promise<void>((resolve) => clock.soon(resolve))
  }
}

/** Work that is done already. */
export function* doneAtOnce<Result>(result: Result): Steps<Result> {
  yield* []
  return result
}
