// What we have said that is not stored yet, or was refused, in the order in which it was said.

import type { OutboxState } from '../writing/pending.ts'
import type { Happening } from './happening.ts'

export const nothingPending: OutboxState = []

/** What is stored is pending no more in the very step in which its entry becomes known. */
export function outboxAfter(slice: OutboxState, happening: Happening): OutboxState {
  if (happening.kind === 'outbox') return happening.pending
  const stored = storedBy(happening)
  return slice.some(({ clientId }) => clientId === stored) ? slice.filter(({ clientId }) => clientId !== stored) : slice
}

function storedBy(happening: Happening): string | undefined {
  if (happening.kind === 'event') return happening.stored
  if (happening.kind !== 'answered' || happening.answered.name !== 'message.send') return undefined
  return happening.answered.input.clientId
}
