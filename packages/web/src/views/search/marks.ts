// A piece of what was said, around the words that were looked for, which are marked in it.

import { limits } from '@hubbub/protocol'

import { fold } from '../../i18n/fold.ts'

export interface Piece {
  readonly text: string
  readonly isMarked: boolean
}

interface Span {
  readonly start: number
  readonly end: number
}

/** The whole of a short text; of a longer one what stands around the first word that was found. */
export function snippetOf(body: string, words: string): readonly Piece[] {
  const text = body.replaceAll(/\s+/gu, ' ').trim()
  const spans = spansIn(text, words)
  const { start, end } = windowOf(text, spans[0]?.start ?? 0)
  const pieces: Piece[] = start > 0 ? [{ text: '… ', isMarked: false }] : []
  let at = start
  for (const span of spans.filter((one) => one.start >= start && one.end <= end)) {
    pieces.push({ text: text.slice(at, span.start), isMarked: false })
    pieces.push({ text: text.slice(span.start, span.end), isMarked: true })
    at = span.end
  }
  pieces.push({ text: text.slice(at, end), isMarked: false })
  if (end < text.length) pieces.push({ text: ' …', isMarked: false })
  return pieces.filter((piece) => piece.text !== '')
}

function windowOf(text: string, first: number): Span {
  if (text.length <= limits.web_snippet_chars) return { start: 0, end: text.length }
  const latest = text.length - limits.web_snippet_chars
  const start = Math.min(Math.max(0, first - limits.web_snippet_chars / 4), latest)
  return { start: wholeAt(text, start), end: wholeAt(text, start + limits.web_snippet_chars) }
}

/** Never between the two halves of a character. */
function wholeAt(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/u.test(text.charAt(at)) ? at - 1 : at
}

/** Words as short as these are found where a word begins: nobody who looks for `go` means `cargo`. */
const beginsOnly = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}]{1,2}$/u

/** Where the words stand, in order and without overlaps. */
function spansIn(text: string, words: string): readonly Span[] {
  const wanted = [...new Set(words.split(/\s+/u).map(fold))].filter((word) => word !== '')
  const { folded, places } = foldedWithPlaces(text)
  const found = wanted.flatMap((word) =>
    placesOf(folded, word).filter(
      ({ start }) => !beginsOnly.test(word) || !/[\p{L}\p{N}]/u.test(folded.charAt(start - 1)),
    ),
  )
  const spans: Span[] = []
  for (const { start, end } of found.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    const span = { start: places[start] ?? 0, end: places[end] ?? text.length }
    if (span.start >= (spans.at(-1)?.end ?? 0)) spans.push(span)
  }
  return spans
}

function placesOf(folded: string, word: string): readonly Span[] {
  const spans: Span[] = []
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
    spans.push({ start: at, end: at + word.length })
  }
  return spans
}

/** The folded text, and where each of its characters comes from. */
function foldedWithPlaces(text: string): { readonly folded: string; readonly places: readonly number[] } {
  let folded = ''
  const places: number[] = []
  let at = 0
  for (const char of text) {
    const plain = fold(char)
    for (let i = 0; i < plain.length; i++) places.push(at)
    folded += plain
    at += char.length
  }
  return { folded, places }
}
