// How a raw connection's bytes become what its person says: one item at a time, as fast as the flood gate and the session let it.

import type { Session } from '@hubbub/core'

import type { Connection, Reader } from '../../edge/connection.ts'
import type { GatewayPorts } from '../gateway.ts'
import { floodGate } from './flood.ts'

/** What one wire does with its bytes. An item is what its person says at once: a line, a frame, a body. */
export interface Speech<Item> {
  /** There is none before some wires have read who speaks. */
  readonly session: Session | undefined
  /** The items that are complete with these bytes. */
  read(bytes: Buffer): Iterable<Item>
  /** What the end of the stream makes complete. */
  rest(): Iterable<Item>
  /** `tooFast` tells that the connection will be held back after this item. A promise holds it back as well. */
  take(item: Item, tooFast: boolean): Promise<void> | undefined
  /** Whether the person has left, or was sent away: what else came is dropped, and nobody waits for it. */
  readonly done?: boolean
  /** The last words to somebody who does not keep up. */
  lagging(): Uint8Array | string
  /** The connection is gone and nothing is under way any more. */
  closed?(): void
}

type IntakePorts = Pick<GatewayPorts, 'clock' | 'limits' | 'floodLimits' | 'log'>

/**
 * Reads a connection until it is gone. Everything that came takes effect before the session ends, also when the connection
 * is lost.
 */
export function takeIn<Item>(connection: Connection, speech: Speech<Item>, ports: IntakePorts): Promise<void> {
  const gate = floodGate(ports.clock, ports.limits, ports.floodLimits)
  const gone = Promise.withResolvers<void>()
  let taking: Promise<void> | undefined

  function takeOne(item: Item): Promise<unknown> | undefined {
    const slowly = gate.take(1)
    const taken = speech.take(item, slowly !== undefined)
    const ready = speech.session?.ready()
    if (slowly === undefined && taken === undefined && ready === undefined) return undefined
    return Promise.all([slowly, taken, ready])
  }

  /** Settles at once where nothing has to wait, so that the reading does not pause for nothing. */
  function takeAll(items: Iterable<Item>): Promise<void> | undefined {
    const iterator = items[Symbol.iterator]()
    for (let next = iterator.next(); next.done !== true && !speech.done; next = iterator.next()) {
      const wait = takeOne(next.value)
      if (wait !== undefined) return takeSlowly(wait, iterator)
    }
    return undefined
  }

  async function takeSlowly(wait: Promise<unknown>, items: Iterator<Item>): Promise<void> {
    await wait
    for (let next = items.next(); next.done !== true && !speech.done; next = items.next()) await takeOne(next.value)
  }

  function afterwards(then: () => Promise<void> | undefined | void): void {
    taking = Promise.resolve(taking).then(then).catch(fail)
  }

  function fail(cause: unknown): void {
    ports.log.error({ err: cause, remote: connection.remote }, 'a wire failed; its connection is cut')
    connection.destroy()
  }

  const reader: Reader = {
    data: (bytes) => (taking = takeAll(speech.read(bytes))?.catch(fail)),
    ended: () => {
      afterwards(() => takeAll(speech.rest()))
      afterwards(() => (speech.session === undefined ? connection.end() : leave(speech.session)))
    },
    closed: () => {
      gone.resolve()
      afterwards(() => {
        speech.session?.end()
        speech.closed?.()
      })
    },
    lagging: () => speech.lagging(),
  }
  connection.read(reader)
  return gone.promise
}

/**
 * What was said before takes effect first; then the session ends the connection. The person is gone at once, however long the
 * other side takes to close.
 */
export function leave(session: Session): void {
  // A server that is stopping refuses, and ends the connection itself.
  session.do('session.leave', {}).then(
    () => session.end(),
    () => undefined,
  )
}
