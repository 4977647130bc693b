// Moving through the messages with the keyboard: one of them can be reached with Tab, arrows lead to the others.

import type { Message } from '@hubbub/protocol'
import type { KeyboardEvent } from 'react'

import { indexOf } from './rows.ts'

const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowUp: (at) => Math.max(0, at - 1),
  ArrowDown: (at, last) => Math.min(last, at + 1),
  Home: () => 0,
  End: (_at, last) => last,
}

/** Where a key leads from the message that it was pressed on; undefined for any other key, and within a message. */
export function stepOf(
  { key, target }: Pick<KeyboardEvent, 'key' | 'target'>,
  entries: readonly Message[],
): number | undefined {
  const seq = target instanceof HTMLElement ? Number(target.dataset['seq']) : Number.NaN
  const step = steps[key]
  if (Number.isNaN(seq) || step === undefined) return undefined
  const at = indexOf(entries, seq)
  return at < 0 ? undefined : step(at, entries.length - 1)
}

const framesMost = 20

/** Gives the focus to a message; one that was far away can take it when it has been drawn, a few frames later. */
export function focusMessage(within: HTMLElement | null, seq: number, frames: number = framesMost): void {
  const row = within?.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
  row?.focus({ preventScroll: true })
  const isDone = row != null && row === document.activeElement
  if (!isDone && frames > 0 && within?.isConnected) requestAnimationFrame(() => focusMessage(within, seq, frames - 1))
}
