// Pictures in other forms, on disk under the SHA-256 of what they were made of: `ab/abcd….small`.

import type { Blobs, PictureForm, Pictures, PictureVariant } from '@hubbub/core'
import { Refusal } from '@hubbub/protocol'
import { mkdir, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import type { CleaningPorts } from './cleaned.ts'
import { type Room, roomIn } from './room.ts'
import { contentOf, onDisk, remove } from './scratch.ts'

export interface VariantsPorts extends CleaningPorts {
  readonly dir: string
  readonly blobs: Blobs
}

export interface Variants extends Pictures {
  /** When what they were made of is not there any more. */
  forget(sha256: string): Promise<void>
}

const types = {
  png: 'image/png',
  small: 'image/webp',
  medium: 'image/webp',
  large: 'image/webp',
} satisfies Record<PictureForm, string>

const forms = Object.keys(types) as PictureForm[]

export function openVariants(ports: VariantsPorts): Variants {
  const { dir, limits, blobs } = ports
  const room = roomIn(dir, limits.picture_variants_bytes_max)
  const making = new Map<string, Promise<PictureVariant>>()
  const refused = new Refused(limits.picture_variants_refused_max)

  async function variant(sha256: string, form: PictureForm): Promise<PictureVariant> {
    if (!(await blobs.has(sha256))) throw new Refusal('no-such-file')
    const place = placeOf(dir, sha256, form)
    const known = making.get(place) ?? (await variantAt(place, form))
    if (known !== undefined) return known
    refused.check(place)
    const made = making.get(place) ?? makeOnce({ sha256, form, place, room })
    making.set(place, made)
    return made
  }
  async function makeOnce(wanted: Wanted): Promise<PictureVariant> {
    try {
      return await make(ports, wanted)
    } catch (cause) {
      refused.note(wanted.place, cause)
      throw cause
    } finally {
      making.delete(wanted.place)
    }
  }
  return { variant, forget: (sha256) => remove(...forms.map((form) => placeOf(dir, sha256, form))) }
}

const placeOf = (dir: string, sha256: string, form: PictureForm): string =>
  join(dir, sha256.slice(0, 2), `${sha256}.${form}`)

async function variantAt(place: string, form: PictureForm): Promise<PictureVariant | undefined> {
  const file = await stat(place).catch(() => undefined)
  if (file === undefined) return undefined
  return { type: types[form], bytes: file.size, read: () => contentOf(place) }
}

/** What could not be made in time is not tried again and again: others wait for their pictures. */
class Refused {
  readonly #places = new Set<string>()
  readonly #max: number

  constructor(max: number) {
    this.#max = max
  }

  note(place: string, cause: unknown): void {
    if (!(cause instanceof Refusal && cause.code === 'picture-too-large')) return
    this.#places.add(place)
    const [oldest] = this.#places
    if (oldest !== undefined && this.#places.size > this.#max) this.#places.delete(oldest)
  }

  check(place: string): void {
    if (this.#places.has(place)) throw new Refusal('picture-too-large')
  }
}

interface Wanted {
  readonly sha256: string
  readonly form: PictureForm
  readonly place: string
  readonly room: Room
}

async function make(ports: VariantsPorts, { sha256, form, place, room }: Wanted): Promise<PictureVariant> {
  const { blobs, scratch, workshop, limits } = ports
  const into = scratch.place()
  const from = await scratch.spool(blobs.read(sha256), Infinity)
  try {
    const made = await workshop.ask({ job: 'make', from, into, form, limits })
    if (made !== 'made') throw new Refusal(made === 'too-large' ? 'picture-too-large' : 'no-such-file')
    await onDisk(mkdir(dirname(place), { recursive: true, mode: 0o700 }).then(() => rename(into, place)))
    // Whoever removes the bytes after this looks for what was made of them after that.
    const variant = (await blobs.has(sha256)) ? await variantAt(place, form) : undefined
    if (variant === undefined) throw await remove(place).then(() => new Refusal('no-such-file'))
    await room.take(variant.bytes, place)
    return variant
  } finally {
    await remove(from, into)
  }
}
