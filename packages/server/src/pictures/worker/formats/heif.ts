// What of an AVIF or HEIC is not the picture, its EXIF and XMP, is made zeros: everything else is found by its place and stays there.

import { type Stretch, wipe } from './pieces.ts'

interface Box {
  readonly type: string
  readonly start: number
  /** Where what is in it begins. */
  readonly inside: number
  readonly end: number
}

const picture = new Set(['ftyp', 'meta', 'mdat', 'moov', 'moof', 'idat', 'free', 'skip'])
const extras = new Set(['Exif', 'mime', 'uri '])

export function stripHeif(bytes: Buffer): Buffer {
  const boxes = boxesIn(bytes, { start: 0, end: bytes.length })
  const last = boxes.findLast(({ type }) => picture.has(type))
  const foreign = boxes.filter(({ type }) => !picture.has(type))
  const meta = boxes.find(({ type }) => type === 'meta')
  const items = meta === undefined ? [] : extraItems(bytes, { start: meta.inside + 4, end: meta.end })
  const end = last?.end ?? bytes.length
  if (foreign.length === 0 && items.length === 0 && end === bytes.length) return bytes
  const stripped = Buffer.from(bytes.subarray(0, end))
  for (const { start, inside, end: until } of foreign.filter((box) => box.end <= end)) {
    stripped.write('free', start + 4, 'latin1')
    wipe(stripped, { start: inside, end: until })
  }
  for (const { typeAt, stretches } of items) {
    stripped.write('skip', typeAt, 'latin1')
    for (const stretch of stretches) wipe(stripped, stretch)
  }
  return stripped
}

function boxesIn(bytes: Buffer, { start, end }: Stretch): Box[] {
  const boxes: Box[] = []
  for (let at = start; at + 8 <= end;) {
    const size = bytes.readUInt32BE(at)
    const isLong = size === 1 && at + 16 <= end
    const length = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : size === 0 ? end - at : size
    const inside = at + (isLong ? 16 : 8)
    if (length < inside - at) break // no box: what follows is not found by walking
    const box = { type: bytes.toString('latin1', at + 4, at + 8), start: at, inside, end: Math.min(end, at + length) }
    boxes.push(box)
    at = box.end
  }
  return boxes
}

// ── Items ────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Item {
  readonly typeAt: number
  readonly stretches: readonly Stretch[]
}

function extraItems(bytes: Buffer, meta: Stretch): Item[] {
  const boxes = boxesIn(bytes, meta)
  const named = (type: string): Box | undefined => boxes.find((box) => box.type === type)
  const [infos, places] = [named('iinf'), named('iloc')]
  if (infos === undefined) return []
  const whereabouts = places === undefined ? new Map() : placesIn(new Cursor(bytes, places), named('idat')?.inside)
  const countBytes = bytes[infos.inside] === 0 ? 2 : 4
  return boxesIn(bytes, { start: infos.inside + 4 + countBytes, end: infos.end }).flatMap((info) => {
    const version = bytes[info.inside] ?? 0
    const idBytes = version === 2 ? 2 : 4
    const typeAt = info.inside + 4 + idBytes + 2
    if (version < 2 || typeAt + 4 > info.end || !extras.has(bytes.toString('latin1', typeAt, typeAt + 4))) return []
    const id = bytes.readUIntBE(info.inside + 4, idBytes)
    return [{ typeAt, stretches: whereabouts.get(id) ?? [] }]
  })
}

/** Where the bytes of each item lie: in the file, or in the box `idat`, whose inside begins at `within`. */
function placesIn(cursor: Cursor, within = 0): Map<number, Stretch[]> {
  const version = cursor.take(1)
  cursor.take(3)
  const [sizes, moreSizes] = [cursor.take(1), cursor.take(1)]
  const indexBytes = version === 0 ? 0 : moreSizes & 15
  const idBytes = version < 2 ? 2 : 4
  const places = new Map<number, Stretch[]>()
  for (let left = cursor.take(idBytes); left > 0 && !cursor.done; left--) {
    const id = cursor.take(idBytes)
    const isWithin = version > 0 && (cursor.take(2) & 15) === 1
    cursor.take(2)
    const base = cursor.take(moreSizes >> 4) + (isWithin ? within : 0)
    const stretches: Stretch[] = []
    for (let extents = cursor.take(2); extents > 0 && !cursor.done; extents--) {
      cursor.take(indexBytes)
      const start = base + cursor.take(sizes >> 4)
      stretches.push({ start, end: start + cursor.take(sizes & 15) })
    }
    places.set(id, stretches)
  }
  return places
}

/** Reads numbers one after the other; past the end they are 0. */
class Cursor {
  readonly #bytes: Buffer
  readonly #end: number
  #at: number

  constructor(bytes: Buffer, box: Box) {
    this.#bytes = bytes
    this.#at = box.inside
    this.#end = box.end
  }

  get done(): boolean {
    return this.#at >= this.#end
  }

  take(count: number): number {
    let value = 0
    for (let left = count; left > 0; left--) value = value * 256 + (this.done ? 0 : (this.#bytes[this.#at++] ?? 0))
    return value
  }
}
