// The end of a turn of the event loop: everything that was said during it leaves then, with one write per connection.

import type { Batch } from './batch.ts'

/** An audience that was given something during this turn. */
export interface Source {
  readonly batch: Batch | undefined
  has(sender: Sender): boolean
  /** Nothing more comes this turn: touches everybody who has something to hear. */
  close(): void
  /** Everybody has heard it. */
  clear(): void
}

/** A connection that has something to send. */
export interface Sender {
  flush(): void
}

const sources: Source[] = []
const senders: Sender[] = []
const afterwards: (() => void)[] = []
let stamp = 0
let scheduled = false

/** Counts what is said in this process, so that a listener of several audiences hears all of it in the order it was said. */
export function nextStamp(): number {
  return ++stamp
}

/** The audiences that were given something during this turn. */
export function givenThisTurn(): readonly Source[] {
  return sources
}

export function closeAtEndOfTurn(source: Source): void {
  sources.push(source)
  schedule()
}

export function flushAtEndOfTurn(sender: Sender): void {
  senders.push(sender)
  schedule()
}

/** For what must not happen in the middle of the writing, because it may lead to more being said. */
export function afterTurn(then: () => void): void {
  afterwards.push(then)
  schedule()
}

// One `setImmediate` for all: it comes right after the poll phase in which bytes are read and commits are heard of.
function schedule(): void {
  if (scheduled) return
  scheduled = true
  setImmediate(endTurn)
}

function endTurn(): void {
  for (const source of sources) source.close()
  for (const sender of senders) sender.flush()
  for (const source of sources) source.clear()
  sources.length = 0
  senders.length = 0
  scheduled = false
  for (const then of afterwards.splice(0)) then()
}
