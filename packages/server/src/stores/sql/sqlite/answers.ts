// What a thread answers to a batch of operations.

import type { ErrorCode } from '@hubbub/protocol'

import { Refused } from '../refused.ts'

export interface Answers {
  /** One for each operation of the batch, in its order. */
  readonly values: readonly unknown[]
  /** The operations that were refused, by their place in the batch. */
  readonly refusals?: ReadonlyMap<number, ErrorCode>
  /** What went wrong, for the log. */
  readonly trouble?: string
}

/** Carries out one operation after another; only what is thrown as `Refused` is an answer. */
export function answerEach<Operation>(batch: readonly Operation[], perform: (one: Operation) => unknown): Answers {
  const values: unknown[] = []
  const refusals = new Map<number, ErrorCode>()
  let trouble: string | undefined
  for (const one of batch) {
    try {
      values.push(perform(one))
    } catch (cause) {
      if (!(cause instanceof Refused)) throw cause
      refusals.set(values.push(null) - 1, cause.code)
      if (cause.cause !== undefined)
        trouble = cause.cause instanceof Error ? `${cause.cause.name}: ${cause.cause.message}` : 'unknown'
    }
  }
  if (refusals.size === 0) return { values }
  return trouble === undefined ? { values, refusals } : { values, refusals, trouble }
}

/** None of the batch could be done. */
export function refuseAll(batch: readonly unknown[], cause: unknown): Answers {
  const refusals = new Map(batch.map((_, place) => [place, 'unavailable'] as const))
  return { values: batch.map(() => null), refusals, trouble: String(cause) }
}
