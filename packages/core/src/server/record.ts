// How what an operator does is written down.

import type { IdentifiedCall } from '../brain.ts'

export interface Done {
  readonly act: string
  readonly subject?: string | undefined
  readonly detail?: string | undefined
}

export function recordAct({ brain, person }: IdentifiedCall, { act, subject, detail }: Done): void {
  brain.record({
    at: brain.ports.clock.now(),
    by: person.author,
    act,
    ...(subject === undefined ? {} : { subject }),
    ...(detail === undefined ? {} : { detail }),
  })
}
