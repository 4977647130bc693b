// How what an operator does is written down.

import type { IdentifiedCall } from '../brain.ts'

export interface Done {
  readonly act: string
  readonly room?: string | undefined
  readonly subject?: string | undefined
  readonly detail?: string | undefined
}

export function recordAct({ brain, person }: IdentifiedCall, { act, room, subject, detail }: Done): void {
  brain.record({
    at: brain.ports.clock.now(),
    by: person.author,
    act,
    ...(room === undefined ? {} : { room }),
    ...(subject === undefined ? {} : { subject }),
    ...(detail === undefined ? {} : { detail }),
  })
}

/** Somebody by name and number: when they are forgotten, the name is found here and goes. */
export function numbered({ id, name }: { readonly id: number; readonly name: string }): string {
  return `${name} (${id})`
}
