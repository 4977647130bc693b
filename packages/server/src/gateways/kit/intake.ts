// How a raw connection's bytes become what its person says: one item at a time, as fast as the flood gate and the session let it.

import type { Session } from '@hubbub/core'

import type { Connection, Reader } from '../../edge/connection.ts'
import type { GatewayPorts } from '../gateway.ts'
import { type FloodGate, floodGate } from './flood.ts'

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
 * Reads a connection; resolves when it is gone. Everything that came takes effect before the session ends, also when the
 * connection is lost.
 */
export function takeIn<Item>(connection: Connection, speech: Speech<Item>, ports: IntakePorts): Promise<void> {
  return new Promise((gone) => connection.read(new Intake({ connection, speech, ports, gone })))
}

interface IntakeMake<Item> {
  readonly connection: Connection
  readonly speech: Speech<Item>
  readonly ports: IntakePorts
  readonly gone: () => void
}

/** A class, because there is one for each of many quiet connections: functions of their own would cost each of them memory. */
class Intake<Item> implements Reader {
  readonly #make: IntakeMake<Item>
  readonly #gate: FloodGate
  /** What came and has not been taken yet. */
  #taking: Promise<void> | undefined

  constructor(make: IntakeMake<Item>) {
    const { clock, limits, floodLimits } = make.ports
    this.#make = make
    this.#gate = floodGate(clock, limits, floodLimits)
  }

  data(bytes: Buffer): Promise<void> | undefined {
    const taking = this.#takeAll(this.#make.speech.read(bytes))?.catch((cause: unknown) => this.#fail(cause))
    this.#taking = taking
    return taking
  }

  ended(): void {
    const { speech, connection } = this.#make
    this.#afterwards(() => this.#takeAll(speech.rest()))
    this.#afterwards(() => (speech.session === undefined ? connection.end() : leave(speech.session)))
  }

  closed(): void {
    const { speech, gone } = this.#make
    gone()
    this.#afterwards(() => {
      speech.session?.end()
      speech.closed?.()
    })
  }

  lagging(): Uint8Array | string {
    return this.#make.speech.lagging()
  }

  /** Settles at once where nothing has to wait, so that the reading does not pause for nothing. */
  #takeAll(items: Iterable<Item>): Promise<void> | undefined {
    const iterator = items[Symbol.iterator]()
    for (let next = iterator.next(); next.done !== true && !this.#make.speech.done; next = iterator.next()) {
      const wait = this.#takeOne(next.value)
      if (wait !== undefined) return this.#takeSlowly(wait, iterator)
    }
    return undefined
  }

  async #takeSlowly(wait: Promise<unknown>, items: Iterator<Item>): Promise<void> {
    await wait
    for (let next = items.next(); next.done !== true && !this.#make.speech.done; next = items.next()) {
      await this.#takeOne(next.value)
    }
  }

  #takeOne(item: Item): Promise<unknown> | undefined {
    const { speech } = this.#make
    const slowly = this.#gate.take(1)
    const taken = speech.take(item, slowly !== undefined)
    const ready = speech.session?.ready()
    if (slowly === undefined && taken === undefined && ready === undefined) return undefined
    return Promise.all([slowly, taken, ready])
  }

  #afterwards(then: () => Promise<void> | undefined | void): void {
    this.#taking = Promise.resolve(this.#taking)
      .then(then)
      .catch((cause: unknown) => this.#fail(cause))
  }

  #fail(cause: unknown): void {
    const { connection, ports } = this.#make
    ports.log.error({ err: cause, remote: connection.remote }, 'a wire failed; its connection is cut')
    connection.destroy()
  }
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
