// What of a TIFF is not the picture is taken out of its directories and made zeros: everything else is found by its place.

import { type Stretch, wipe } from './pieces.ts'

const entryBytes = 12
const headBytes = 8

/** How many bytes one value of a type has. */
const valueBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4]

/** Tags that say where the pixels are and how they are to be read and shown. */
const picture = new Set([
  254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 290, 291,
  292, 293, 296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 332, 334, 336, 338, 339, 340, 341, 342, 343,
  347, 512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532, 34_675,
])

/** Tags that lead to directories of their own: EXIF, GPS, what cameras agree on, and smaller pictures. */
const directories = new Set([330, 34_665, 34_853, 40_965])

interface Entry {
  readonly start: number
  readonly tag: number
  /** Where its values lie: in the entry itself if they fit. */
  readonly values: Stretch
}

export function stripTiff(bytes: Buffer): Buffer {
  const stripped = new Tiff(Buffer.from(bytes))
  stripped.strip()
  return stripped.bytes.equals(bytes) ? bytes : stripped.bytes
}

/** A file that is being stripped, with its byte order, and the directories that have been seen: they may form a circle. */
class Tiff {
  readonly bytes: Buffer
  readonly #isLittle: boolean
  readonly #seen = new Set<number>()
  /** Directories that are to be made zeros. */
  readonly #foreign: number[] = []

  constructor(bytes: Buffer) {
    this.bytes = bytes
    this.#isLittle = bytes[0] === 0x49
  }

  strip(): void {
    let at = this.#number(4, 4)
    while (this.#isDirectory(at)) {
      const entries = this.#entries(at)
      const next = this.#number(at + 2 + entries.length * entryBytes, 4)
      const kept = entries.filter(({ tag }) => picture.has(tag))
      if (kept.length < entries.length) this.#keepOnly(at, entries, kept)
      at = next
    }
    for (let foreign = this.#foreign.pop(); foreign !== undefined; foreign = this.#foreign.pop()) {
      if (this.#isDirectory(foreign)) this.#wipeDirectory(foreign)
    }
  }

  #isDirectory(at: number): boolean {
    if (at < headBytes || at + 2 > this.bytes.length || this.#seen.has(at)) return false
    this.#seen.add(at)
    return true
  }

  #entries(at: number): Entry[] {
    const count = Math.min(this.#number(at, 2), Math.floor((this.bytes.length - at - 2) / entryBytes))
    return Array.from({ length: count }, (_, index) => {
      const start = at + 2 + index * entryBytes
      const length = this.#number(start + 4, 4) * (valueBytes[this.#number(start + 2, 2)] ?? 0)
      const from = length > 4 ? this.#number(start + 8, 4) : start + 8
      const end = Math.min(this.bytes.length, from + Math.max(4, length))
      return { start, tag: this.#number(start, 2), values: { start: from, end } }
    })
  }

  /** The kept entries move together; the end of the chain, or the way to the next directory, follows them. */
  #keepOnly(at: number, entries: readonly Entry[], kept: readonly Entry[]): void {
    const end = at + 2 + entries.length * entryBytes
    const next = Buffer.from(this.bytes.subarray(end, end + 4))
    const rows = kept.map(({ start }) => Buffer.from(this.bytes.subarray(start, start + entryBytes)))
    for (const entry of entries) if (!picture.has(entry.tag)) this.#wipeValues(entry)
    wipe(this.bytes, { start: at, end: end + 4 })
    this.#write(at, 2, kept.length)
    Buffer.concat([...rows, next]).copy(this.bytes, at + 2)
  }

  #wipeValues({ tag, values }: Entry): void {
    if (directories.has(tag)) {
      for (let at = values.start; at + 4 <= values.end; at += 4) this.#foreign.push(this.#number(at, 4))
    }
    if (values.start >= headBytes) wipe(this.bytes, values)
  }

  #wipeDirectory(at: number): void {
    const entries = this.#entries(at)
    for (const entry of entries) this.#wipeValues(entry)
    wipe(this.bytes, { start: at, end: at + 2 + entries.length * entryBytes + 4 })
  }

  /** 0 where there is nothing. */
  #number(at: number, count: number): number {
    if (at + count > this.bytes.length) return 0
    return this.#isLittle ? this.bytes.readUIntLE(at, count) : this.bytes.readUIntBE(at, count)
  }

  #write(at: number, count: number, value: number): void {
    if (this.#isLittle) this.bytes.writeUIntLE(value, at, count)
    else this.bytes.writeUIntBE(value, at, count)
  }
}
