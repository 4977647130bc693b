// bincode 1.x bodies: `u32 LE variant`, then each field as `u64 LE length + bytes`. Two orders of the variants exist.

import { type Part, type Said, Unreadable } from './said.ts'

/** Text=0, Image=1, File=2 or Image=0, File=1, Text=2 (length-prefixed). */
export type VariantOrder = 'text-first' | 'image-first'

type Key = Exclude<Said['key'], 'Register'>

const variants: { readonly [Order in VariantOrder]: readonly Key[] } = {
  'text-first': ['Text', 'Image', 'File'],
  'image-first': ['Image', 'File', 'Text'],
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * What the first body proves. One field or two tell the orders apart for variants 1 and 2. Variant 0 has one field in both:
 * what is UTF-8 is a text. Every image format in use begins with, or soon has, bytes that are none; a text never has.
 */
export function orderOf(body: Buffer): VariantOrder {
  const { variant, fields } = fieldsOf(body)
  if (variant === 1) return fields.length === 1 ? 'text-first' : 'image-first'
  if (variant === 2) return fields.length === 2 ? 'text-first' : 'image-first'
  return textIn(fields[0]) === undefined ? 'image-first' : 'text-first'
}

export function readBincode(body: Buffer, order: VariantOrder): Said {
  const { variant, fields } = fieldsOf(body)
  const [first, second] = fields
  const said = rows[variants[order][variant] ?? 'Text'](first, second)
  if (said === undefined) throw new Unreadable()
  return said
}

type Row = (first: Uint8Array, second: Uint8Array | undefined) => Said | undefined

const rows: { readonly [Of in Key]: Row } = {
  Text(first, second) {
    const text = textIn(first)
    return text === undefined || second !== undefined ? undefined : { key: 'Text', text }
  },
  Image: (first, second) => (second === undefined ? { key: 'Image', bytes: first } : undefined),
  File(first, second) {
    const name = textIn(first)
    return name === undefined || second === undefined ? undefined : { key: 'File', name, bytes: second }
  },
}

interface Fields {
  readonly variant: number
  readonly fields: readonly [Uint8Array, Uint8Array?]
}

function fieldsOf(body: Buffer): Fields {
  const first = fieldAt(body, 4)
  const variant = body.readUInt32LE(0)
  if (variant > 2) throw new Unreadable()
  if (first.end === body.length) return { variant, fields: [first.bytes] }
  const second = fieldAt(body, first.end)
  if (second.end !== body.length) throw new Unreadable()
  return { variant, fields: [first.bytes, second.bytes] }
}

function fieldAt(body: Buffer, at: number): { readonly bytes: Uint8Array; readonly end: number } {
  if (body.length < at + 8) throw new Unreadable()
  const length = body.readBigUInt64LE(at)
  if (length > body.length - at - 8) throw new Unreadable()
  const end = at + 8 + Number(length)
  return { bytes: body.subarray(at + 8, end), end }
}

function textIn(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

export function writeBincode(key: Key, parts: readonly Part[], order: VariantOrder): Buffer[] {
  const variant = Buffer.alloc(4)
  variant.writeUInt32LE(variants[order].indexOf(key))
  return [variant, ...parts.flatMap((part) => (part === null ? [] : field(part)))]
}

function field(part: string | Uint8Array): Buffer[] {
  const bytes = typeof part === 'string' ? Buffer.from(part) : Buffer.from(part.buffer, part.byteOffset, part.length)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(bytes.length))
  return [length, bytes]
}
