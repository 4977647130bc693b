// What somebody sees of a room while they scroll: a contiguous part of its entries, pure.

import { limits, type Message } from '@hubbub/protocol'

import type { EntryChange } from '../state/changes.ts'
import { merge, withEntry } from '../state/entries.ts'
import { entriesAfter, type Timeline } from '../state/messages.ts'

/** All entries after `since` and up to `upTo` that there are. A room's numbers may have holes: what is too old is forgotten. */
export interface Window {
  readonly since: number
  readonly upTo: number
  readonly entries: readonly Message[]
  /** There is nothing older. */
  readonly atStart: boolean
  /** It goes on with what is said. */
  readonly atEnd: boolean
  /** The end at which somebody looks, as far as is known: the other one is let go of when there is too much. */
  readonly looksAt: 'start' | 'end'
}

/** What was read of a room's history. `complete` tells that there was nothing more that way. */
export type Page =
  | { readonly kind: 'older'; readonly entries: readonly Message[]; readonly complete: boolean }
  | { readonly kind: 'newer'; readonly entries: readonly Message[]; readonly complete: boolean }
  | { readonly kind: 'place'; readonly entries: readonly Message[]; readonly atStart: boolean; readonly atEnd: boolean }
  /** The same entries as they are now, up to what was the last one. */
  | { readonly kind: 'again'; readonly entries: readonly Message[]; readonly upTo: number }

export const nothingSeen: Window = { since: 0, upTo: 0, entries: [], atStart: false, atEnd: false, looksAt: 'end' }

/** Whether there is anything to scroll on from. */
export function isBlank({ entries, atEnd }: Window): boolean {
  return entries.length === 0 && !atEnd
}

/** The newest entries, as far as they are known. */
export function newestOf(timeline: Timeline | undefined): Window {
  if (timeline === undefined) return nothingSeen
  const { since, upTo } = timeline
  const all = { since, upTo, entries: entriesAfter(timeline, since), atStart: since === 0, atEnd: true } as const
  return cut({ ...all, looksAt: 'end' })
}

/** Whether the window went on with what is said, and what is known of the room's end does not join it any more. */
export function isLeftBehind({ atEnd, upTo }: Window, timeline: Timeline | undefined): boolean {
  return atEnd && timeline !== undefined && timeline.since > upTo
}

/** Goes on with what is known of the room's end now; when that does not join any more, the window ends where it did. */
export function followed(window: Window, timeline: Timeline | undefined): Window {
  if (!window.atEnd || timeline === undefined || timeline.upTo <= window.upTo) return window
  if (isLeftBehind(window, timeline)) return { ...window, atEnd: false }
  const more = entriesAfter(timeline, window.upTo)
  return cut({
    ...window,
    upTo: timeline.upTo,
    entries: more.length === 0 ? window.entries : [...window.entries, ...more],
  })
}

export function changedBy(window: Window, change: EntryChange): Window {
  const entries = withEntry(window.entries, change.seq, change.make)
  return entries === window.entries ? window : { ...window, entries }
}

/** `known` is how far the room was known when the page was asked for: the page shows what there is at least so far. */
export function withPage(window: Window, page: Page, known: number): Window {
  if (page.kind === 'place') return at(page, known)
  if (page.kind === 'again') return again(window, page)
  return page.kind === 'older' ? withOlder(window, page) : withNewer(window, page, known)
}

type PageOf<Kind extends Page['kind']> = Extract<Page, { kind: Kind }>

/** Begins at another place. */
function at({ entries, atStart, atEnd }: PageOf<'place'>, known: number): Window {
  const last = entries.at(-1)?.seq ?? 0
  const since = atStart ? 0 : (entries[0]?.seq ?? 1) - 1
  return { since, upTo: atEnd ? Math.max(last, known) : last, entries, atStart, atEnd: false, looksAt: 'end' }
}

/** The window may have moved meanwhile. */
function again(window: Window, { entries, upTo }: PageOf<'again'>): Window {
  const read = entries.filter(({ seq }) => seq > window.since && seq <= window.upTo)
  return { ...window, entries: [...read, ...window.entries.filter(({ seq }) => seq > upTo)] }
}

function withOlder(window: Window, { entries: older, complete }: PageOf<'older'>): Window {
  const since = complete ? 0 : (older[0]?.seq ?? 1) - 1
  return cut({ ...window, since, entries: merge(window.entries, older), atStart: complete, looksAt: 'start' })
}

function withNewer(window: Window, page: PageOf<'newer'>, known: number): Window {
  const last = page.entries.at(-1)?.seq ?? window.upTo
  const upTo = page.complete ? Math.max(last, known) : last
  return cut({ ...window, upTo, entries: merge(window.entries, page.entries), looksAt: 'end' })
}

/** After a page towards the room's end the window goes on with that, if it is not more than a page away. */
export function joined(window: Window, page: Page, timeline: Timeline | undefined): Window {
  if (page.kind === 'older' || page.kind === 'again') return window
  if (timeline === undefined) return { ...window, atEnd: page.kind === 'place' ? page.atEnd : page.complete }
  const missing = entriesAfter(timeline, window.upTo).length
  const isNear = window.entries.length === 0 || missing <= limits.history_page_entries_max
  return timeline.since <= window.upTo && isNear ? followed({ ...window, atEnd: true }, timeline) : window
}

/** Lets go of what is too much at the end at which nobody looks. */
function cut(window: Window): Window {
  const { entries, looksAt } = window
  const most = limits.reading_entries_max
  if (entries.length <= most) return window
  if (looksAt === 'end') {
    const kept = entries.slice(-most)
    return { ...window, entries: kept, since: entries.at(-most - 1)?.seq ?? window.since, atStart: false }
  }
  const kept = entries.slice(0, most)
  return { ...window, entries: kept, upTo: kept.at(-1)?.seq ?? window.upTo, atEnd: false }
}
