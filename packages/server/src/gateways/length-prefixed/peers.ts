// What this wire remembers of its own people: where they come from, and under which key their files came.

import type { Said } from './bodies/said.ts'

/** Somebody on this wire. Until they register a name they are told of by their address, as the seed's server does. */
export interface Peer {
  /** `203.0.113.7:50123` */
  readonly remote: string
  registered: boolean
}

export type FileKey = Extract<Said['key'], 'Image' | 'File'>

export class Peers {
  readonly #here = new Map<number, Peer>()
  /** Those whose departure may not have been told yet. */
  readonly #gone: Recent<number, Peer>
  readonly #files: Recent<string, FileKey>

  constructor(recentMax: number) {
    this.#gone = new Recent(recentMax)
    this.#files = new Recent(recentMax)
  }

  arrive(person: number, peer: Peer): void {
    this.#here.set(person, peer)
  }

  depart(person: number): void {
    const peer = this.#here.get(person)
    if (peer === undefined) return
    this.#here.delete(person)
    this.#gone.set(person, peer)
  }

  /** Present or just gone; undefined for people of other wires. */
  get(person: number): Peer | undefined {
    return this.#here.get(person) ?? this.#gone.get(person)
  }

  /** A file that came on this wire leaves it under the same key. */
  share(file: string, key: FileKey): void {
    this.#files.set(file, key)
  }

  keyOf(file: string): FileKey | undefined {
    return this.#files.get(file)
  }
}

/** The entries that were set last. */
class Recent<Key, Value> {
  readonly #entries = new Map<Key, Value>()
  readonly #max: number

  constructor(max: number) {
    this.#max = max
  }

  set(key: Key, value: Value): void {
    this.#entries.set(key, value)
    const [oldest] = this.#entries.keys()
    if (oldest !== undefined && this.#entries.size > this.#max) this.#entries.delete(oldest)
  }

  get(key: Key): Value | undefined {
    return this.#entries.get(key)
  }
}
