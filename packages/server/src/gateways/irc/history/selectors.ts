// Places in a history as clients name them: `timestamp=…`, `msgid=…`, `*` (draft/chathistory).

import { readMsgid } from '../names.ts'

/** An entry, or a time: an event beside the entries is known by its time alone. */
export type Place = { readonly seq: number } | { readonly at: number }

/**
 * What a selector says: a place, `*`, a msgid that names nothing in this room, a reference of an unknown type, or what cannot be
 * read.
 */
export type Selected = Place | 'anywhere' | 'nowhere' | 'unknown-type' | 'invalid'

const timestamp = /^timestamp=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)$/u

export function readSelector(selector: string, room: { readonly id: number }): Selected {
  if (selector === '*') return 'anywhere'
  const valueAt = selector.indexOf('=') + 1
  const [type, value] = [selector.slice(0, valueAt), selector.slice(valueAt)]
  const read = Object.hasOwn(types, type) ? types[type] : undefined
  return read === undefined ? 'unknown-type' : read(value, room)
}

const types: Readonly<Record<string, (value: string, room: { readonly id: number }) => Selected>> = {
  'timestamp=': (value) => {
    const at = readTimestamp(`timestamp=${value}`)
    return at === undefined ? 'invalid' : { at }
  },
  'msgid=': (value, room) => {
    const named = readMsgid(value)
    if (named === undefined || named.room !== room.id) return 'nowhere'
    return 'seq' in named ? { seq: named.seq } : { at: named.at }
  },
}

/** Milliseconds; undefined for what is no `timestamp=` of server-time's form. */
export function readTimestamp(selector: string): number | undefined {
  const [, text] = timestamp.exec(selector) ?? []
  const at = text === undefined ? Number.NaN : Date.parse(text)
  return Number.isFinite(at) && at >= 0 ? at : undefined
}
