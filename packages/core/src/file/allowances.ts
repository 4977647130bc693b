// How much may come: of one person, of an account in a day, and of all. What is there already and what is on its way both count.

import type { Ports } from '../ports.ts'
import { Tally, type Upload } from './tally.ts'

type Needs = Pick<Ports, 'store' | 'clock' | 'limits'>

/** Counts bytes as they pass; over an allowance the stream ends with its refusal. */
export type Meter = (content: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>

/** Whose file it is; what is kept in no room counts for its day as well. */
export interface Taking {
  readonly person: number
  readonly kept: boolean
}

const dayMs = 86_400_000

export class Allowances {
  readonly #ports: Needs
  readonly #all: Tally
  /** Of those who send something just now. */
  readonly #people = new Map<number, Tally>()
  readonly #days = new Map<number, Tally>()

  constructor(ports: Needs) {
    this.#ports = ports
    this.#all = tallyOfAll(ports)
  }

  /** Has `take` take in one more file, if that is within what there may be; else rejects with `too-many` or `storage-full`. */
  async spend<Result>({ person, kept }: Taking, take: (meter: Meter) => Promise<Result>): Promise<Result> {
    const upload: Upload = { bytes: 0, state: 'on its way' }
    const tallies = [this.#all, tallyIn(this.#people, person, () => tallyOfPerson(this.#ports, person))]
    if (kept) tallies.push(tallyIn(this.#days, person, () => tallyOfDay(this.#ports, person)))
    for (const tally of tallies) tally.add(upload)
    try {
      for (const tally of tallies) await tally.read()
      for (const tally of tallies) tally.checkBegun()
      const result = await take((content) => metered(content, upload, tallies))
      upload.state = 'taken'
      return result
    } finally {
      if (upload.state !== 'taken') for (const tally of tallies) tally.delete(upload)
      for (const known of [this.#people, this.#days]) if (known.get(person)?.isIdle === true) known.delete(person)
    }
  }
}

function tallyIn(tallies: Map<number, Tally>, person: number, make: () => Tally): Tally {
  const tally = tallies.get(person) ?? make()
  tallies.set(person, tally)
  return tally
}

async function* metered(
  content: AsyncIterable<Uint8Array>,
  upload: Upload,
  tallies: readonly Tally[],
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    upload.bytes += chunk.length
    for (const tally of tallies) tally.check()
    yield chunk
  }
}

function tallyOfAll({ store, limits }: Needs): Tally {
  return new Tally({
    stored: async () => ({ files: 0, bytes: await store.filesBytes() }),
    bytesMax: limits.files_bytes_max,
    over: 'storage-full',
  })
}

function tallyOfPerson({ store, limits }: Needs, person: number): Tally {
  return new Tally({
    stored: () => store.filesOf(person),
    bytesMax: limits.files_bytes_per_person_max,
    over: 'too-many',
  })
}

function tallyOfDay({ store, clock, limits }: Needs, person: number): Tally {
  return new Tally({
    stored: () => store.keptFiles({ person, since: clock.now() - dayMs }),
    bytesMax: limits.files_kept_bytes_per_day_max,
    filesMax: limits.files_kept_per_day_max,
    over: 'too-many',
  })
}
