// How one connection writes its messages: the prefix, the encoding of bodies, and whether bodies carry who speaks.

import type { BodyEncoding } from '../../edge/detect.ts'
import { orderOf, readBincode, type VariantOrder, writeBincode } from './bodies/bincode.ts'
import { readCbor, writeCbor } from './bodies/cbor.ts'
import { readJson, writeJson } from './bodies/json.ts'
import { partsOf, type Said, saidIn } from './bodies/said.ts'
import { doneAtOnce, type Steps } from './bodies/steps.ts'

/** What the first bytes tell. */
export interface Opening {
  readonly body: BodyEncoding
  readonly prefixBytes: 4 | 8
}

/** A connection keeps the dialect that it used first (length-prefixed: "keeps the form that it used first"). */
export interface Dialect extends Opening {
  /** `{"Text":"hi"}`, or `{"Text":["bob","hi"]}` in later stages of the same program. */
  readonly shape: 'bare' | 'named'
  readonly order: VariantOrder
}

/** The dialect of the seed, for whoever has not shown one yet. */
export const usualDialect: Dialect = { body: 'json', prefixBytes: 4, shape: 'bare', order: 'text-first' }

/** What somebody says who speaks as `user`; a body without a user leaves it out. */
export type Spoken = Exclude<Said, { readonly key: 'Register' }> & { readonly user: string | null }

export function readBody(body: Buffer, opening: Opening & Partial<Dialect>): Steps<Said> {
  return readers[opening.body](body, opening)
}

const readers: { readonly [Body in BodyEncoding]: (body: Buffer, opening: Partial<Dialect>) => Steps<Said> } = {
  *json(body) {
    return saidIn(yield* readJson(body))
  },
  *cbor(body) {
    return saidIn(yield* readCbor(body))
  },
  // Fields are views of the body: there is nothing to do in steps.
  bincode: (body, { order }) => doneAtOnce(readBincode(body, order ?? orderOf(body))),
}

/** The dialect of somebody who has not said anything yet, but how it is written. */
export function dialectFor({ body, prefixBytes }: Opening): Dialect {
  return { ...usualDialect, body, prefixBytes }
}

/** The dialect that the first message shows. */
export function dialectOf(opening: Opening, said: Said, body: Buffer): Dialect {
  const named = said.key === 'Register' || said.user !== undefined
  const order = opening.body === 'bincode' ? orderOf(body) : usualDialect.order
  return { ...dialectFor(opening), shape: named ? 'named' : 'bare', order }
}

/** A message as it goes out, its length before it. */
export function* writeMessage({ user, ...said }: Spoken, dialect: Dialect): Steps<Buffer> {
  const spoken = dialect.shape === 'named' ? { ...said, user } : said
  const pieces = yield* writers[dialect.body](spoken, dialect)
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  return Buffer.concat([prefixOf(length, dialect.prefixBytes), ...pieces])
}

type Writer = (said: Exclude<Said, { readonly key: 'Register' }>, dialect: Dialect) => Steps<Buffer[]>

const writers: { readonly [Body in BodyEncoding]: Writer } = {
  json: (said) => writeJson(said.key, partsOf(said)),
  cbor: (said) => writeCbor(said.key, partsOf(said)),
  bincode: (said, { order }) => doneAtOnce(writeBincode(said.key, partsOf(said), order)),
}

function prefixOf(length: number, prefixBytes: 4 | 8): Buffer {
  const prefix = Buffer.alloc(prefixBytes)
  prefix.writeUInt32BE(length, prefixBytes - 4)
  return prefix
}
