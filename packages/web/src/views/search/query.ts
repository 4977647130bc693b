// What is looked for, as it is typed: words, and filters such as `in:dev from:alice before:2026-10-01 has:file`.

import { type Asked, limits } from '@hubbub/protocol'

export interface Query {
  readonly words: string
  readonly room?: string
  readonly from?: string
  /** Days, as `2026-10-01`; what was said on them is left out. */
  readonly before?: string
  readonly after?: string
  readonly hasFile?: true
}

export type Filter = Exclude<keyof Query, 'words'>

/** What is typed before the colon, and what is read from what stands after it; undefined when it is no filter after all. */
const filters = {
  in: (value) => ({ room: value.replace(/^#/u, '') }),
  from: (value) => ({ from: value.replace(/^@/u, '') }),
  before: (value) => (isDay(value) ? { before: value } : undefined),
  after: (value) => (isDay(value) ? { after: value } : undefined),
  has: (value) => (value.toLowerCase() === 'file' ? { hasFile: true } : undefined),
} satisfies Readonly<Record<string, (value: string) => Omit<Partial<Query>, 'words'> | undefined>>

const token = /(?<key>\w+):(?:"(?<quoted>[^"]+)"|(?<bare>[^\s"]+))(?=\s|$)|\S+/gu

/** Of two filters of a kind the last one counts. What is no filter is a word. */
export function parseQuery(text: string): Query {
  let query: Query = { words: '' }
  const words: string[] = []
  for (const { 0: whole, groups } of text.matchAll(token)) {
    const filter = filterOf(groups?.['key'], (groups?.['quoted'] ?? groups?.['bare'] ?? '').trim())
    if (filter === undefined) words.push(whole)
    else query = { ...query, ...filter }
  }
  return { ...query, words: words.join(' ') }
}

function filterOf(key = '', value: string): Omit<Partial<Query>, 'words'> | undefined {
  const name = key.toLowerCase()
  if (value === '' || !Object.hasOwn(filters, name)) return undefined
  const filter = filters[name as keyof typeof filters](value)
  return filter !== undefined && Object.values(filter).includes('') ? undefined : filter
}

/** As it would be typed; read again it is the same. */
export function formatQuery({ words, room, from, before, after, hasFile }: Query): string {
  const parts = [
    room && `in:${quoted(room)}`,
    from && `from:${quoted(from)}`,
    after && `after:${after}`,
    before && `before:${before}`,
    hasFile && 'has:file',
    words,
  ]
  return parts.filter(Boolean).join(' ')
}

function quoted(value: string): string {
  return /\s/u.test(value) ? `"${value}"` : value
}

/** With a filter set, or without it. */
export function withFilter<Name extends Filter>(query: Query, name: Name, value: Query[Name]): Query {
  const { words, ...set } = query
  const others = Object.fromEntries(Object.entries(set).filter(([other]) => other !== name))
  return { words, ...others, ...(value === undefined || value === '' ? {} : { [name]: value }) }
}

/** The question to the server; undefined when nothing is looked for. Days are those of whoever asks. */
export function questionOf(query: Query): Asked<'message.search'> | undefined {
  const { words, room, from, before, after, hasFile } = query
  if (formatQuery(query) === '') return undefined
  return {
    ...(words === '' ? {} : { text: words.slice(0, limits.search_text_chars_max) }),
    ...(room === undefined ? {} : { room }),
    ...(from === undefined ? {} : { from }),
    ...(before === undefined ? {} : { beforeAt: startOf(before) }),
    ...(after === undefined ? {} : { afterAt: startOf(after, 1) - 1 }),
    ...(hasFile === undefined ? {} : { hasFile }),
    limit: limits.web_search_page_entries,
  }
}

/** When a day begins, or the one so many days later. */
function startOf(day: string, later = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return Math.max(0, new Date(year, month - 1, date + later).getTime())
}

function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text) ?? []
  if (year === undefined) return false
  const date = new Date(Number(year), Number(month) - 1, Number(day))
  return date.getMonth() === Number(month) - 1 && date.getDate() === Number(day)
}
