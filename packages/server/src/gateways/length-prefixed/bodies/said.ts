// What one body of this wire says, in any encoding: a text, an image, a file, or a name (length-prefixed: those keys only).

/** `user` is null before registering, and undefined where bodies carry no user. */
export type Said =
  | { readonly key: 'Text'; readonly user?: string | null; readonly text: string }
  | { readonly key: 'Image'; readonly user?: string | null; readonly bytes: Uint8Array }
  | { readonly key: 'File'; readonly user?: string | null; readonly name: string; readonly bytes: Uint8Array }
  | { readonly key: 'Register'; readonly name: string }

/** A body that cannot be understood; its message is for whoever sent it. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'

  constructor() {
    super('I cannot read that. I know {"Text":"…"}, {"Image":[…]}, {"File":["name",[…]]} and {"Register":"name"}.')
  }
}

/** What JSON and CBOR bodies consist of; an array of numbers is bytes. */
export type Value = string | null | Uint8Array | readonly Value[] | { readonly key: string; readonly value: Value }

/** What stands under the key of a body that is written, one after the other. */
export type Part = string | null | Uint8Array

/** Reads the one value of a body: `{"Text":"hi"}`, and in later stages `{"Text":["bob","hi"]}`. */
export function saidIn(value: Value): Said {
  // An encoder that leaves the key away has a text to send.
  if (typeof value === 'string') return { key: 'Text', text: value }
  if (value === null || !('key' in value)) throw new Unreadable()
  const row = Object.hasOwn(rows, value.key) ? rows[value.key as Said['key']] : undefined
  const said = row?.(listOf(value.value))
  if (said === undefined) throw new Unreadable()
  return said
}

type Row = (values: readonly Value[]) => Said | undefined

const rows: { readonly [Key in Said['key']]: Row } = {
  Text(values) {
    const [text, ...more] = values.toReversed()
    return isText(text) && isUser(more) ? { key: 'Text', ...userIn(more), text } : undefined
  },
  Image(values) {
    const [bytes, ...more] = values.toReversed()
    return isBytes(bytes) && isUser(more) ? { key: 'Image', ...userIn(more), bytes } : undefined
  },
  File(values) {
    const [bytes, name, ...more] = values.toReversed()
    return isBytes(bytes) && isText(name) && isUser(more) ? { key: 'File', ...userIn(more), name, bytes } : undefined
  },
  Register([name, ...more]) {
    return isText(name) && more.length === 0 ? { key: 'Register', name } : undefined
  },
}

function listOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [value]
}

const isText = (value: Value | undefined): value is string => typeof value === 'string'
const isBytes = (value: Value | undefined): value is Uint8Array => value instanceof Uint8Array

function isUser(values: readonly Value[]): values is readonly [] | readonly [string | null] {
  const [user] = values
  return values.length === 0 || (values.length === 1 && (user === null || isText(user)))
}

function userIn([user]: readonly [] | readonly [string | null]): { readonly user?: string | null } {
  return user === undefined ? {} : { user }
}

/** `user` is what the form carries: a name, null, or nothing at all. */
export function partsOf(said: Exclude<Said, { key: 'Register' }>): readonly Part[] {
  const user = said.user === undefined ? [] : [said.user]
  if (said.key === 'Text') return [...user, said.text]
  return said.key === 'Image' ? [...user, said.bytes] : [...user, said.name, said.bytes]
}
