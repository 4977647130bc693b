// What somebody says as the text of lines, and back: actions, many lines, and lines that are too long for one.

import { type Kind, utf8Bytes } from '@hubbub/protocol'

const actionBegin = '\u0001ACTION '
const actionEnd = '\u0001'

export interface Said {
  readonly body: string
  readonly kind?: Kind
  /** Where the body begins in the text. */
  readonly offset: number
}

/** The text of a PRIVMSG or NOTICE as body and kind. */
export function readText(verb: 'PRIVMSG' | 'NOTICE', text: string): Said {
  if (verb === 'NOTICE') return { body: text, kind: 'notice', offset: 0 }
  const body = actionIn(text)
  return body === undefined ? { body: text, offset: 0 } : { body, kind: 'action', offset: actionBegin.length }
}

/** Some clients leave out the end. */
function actionIn(text: string): string | undefined {
  if (!text.startsWith(actionBegin)) return undefined
  const rest = text.slice(actionBegin.length)
  const body = rest.endsWith(actionEnd) ? rest.slice(0, -actionEnd.length) : rest
  return body.includes(actionEnd) ? undefined : body
}

/** One line of what is said. `joins` it to the one before without a line break (draft/multiline-concat). */
export interface Piece {
  readonly text: string
  readonly joins: boolean
}

interface Body {
  readonly body: string
  readonly kind?: Kind | undefined
  /** Places where a line was broken when it was said. */
  readonly wraps?: readonly number[] | undefined
}

/** The lines of a body; what is cut has no more than `bytesMax` in UTF-8. */
export function pieces({ body, kind, wraps = [] }: Body, bytesMax: number): Piece[] {
  const inside = kind === 'action' ? bytesMax - actionBegin.length - actionEnd.length : bytesMax
  let start = 0
  const all = body.split('\n').flatMap((line) => {
    const breaks = wraps.filter((at) => at > start && at < start + line.length).map((at) => at - start)
    start += line.length + 1
    return cutLine(line, breaks, inside)
  })
  if (kind !== 'action') return all
  return all.map(({ text, joins }) => ({ text: `${actionBegin}${text}${actionEnd}`, joins }))
}

function cutLine(line: string, breaks: readonly number[], bytesMax: number): Piece[] {
  // A place given by another wire may be within a character.
  const places = [0, ...breaks.filter((at) => !/[\udc00-\udfff]/.test(line.charAt(at))), line.length]
  const parts = places
    .slice(0, -1)
    .flatMap((from, at) => cutByBytes(line.slice(from, places[at + 1]).replaceAll('\r', ''), bytesMax))
  return parts.map((text, at) => ({ text, joins: at > 0 }))
}

/** Between code points, and behind a space if there is one near the end. */
function cutByBytes(text: string, bytesMax: number): string[] {
  if (fits(text, bytesMax)) return [text]
  const parts: string[] = []
  let part = ''
  let bytes = 0
  for (const char of text) {
    const more = utf8Bytes(char)
    if (bytes + more > bytesMax && part !== '') {
      const space = part.lastIndexOf(' ')
      const end = space > part.length * 0.8 ? space + 1 : part.length
      parts.push(part.slice(0, end))
      part = part.slice(end)
      bytes = utf8Bytes(part)
    }
    part += char
    bytes += more
  }
  return [...parts, part]
}

// What was one line when it was said grows by its source when it is told, and letters beyond ASCII have more bytes than one.
const overrunBytesMax = 128

/** Words in any script that would fit if each letter were a byte are not torn for a few bytes. */
function fits(text: string, bytesMax: number): boolean {
  const bytes = utf8Bytes(text)
  return bytes <= bytesMax || (bytes <= bytesMax + overrunBytesMax && [...text].length <= bytesMax)
}
