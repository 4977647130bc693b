// Whom a message speaks of: `@name` anywhere, or a bare name at its beginning, as in `bob: look`.

import { limits } from '@hubbub/protocol'

import type { Brain } from '../../brain.ts'
import type { Present } from '../../person/people.ts'
import type { RoomView } from '../../ports.ts'

// No name is longer than this in UTF-16, so that the work for each place in a body is bounded.
const NAME_UNITS_MAX = limits.person_name_chars_max * 2
// Names have few spaces; the look-ahead takes nothing, so that a name may begin inside of what was tried for another.
const word = `[^\\s@]{1,${NAME_UNITS_MAX}}`
const afterAt = new RegExp(`(?<![\\p{L}\\p{N}_])@(?=(${word}(?: ${word}){0,2}))`, 'gu')

/** The ids of the members here that a body mentions, but for its author, each once. */
export function mentionsIn(brain: Brain, room: RoomView, { body, author }: { body: string; author: number }): number[] {
  const calls = callsIn(body)
  if (calls.length === 0) return []
  const ids = new Set<number>()
  for (const text of calls) {
    const one = memberAtStart(brain, room, text)
    if (one !== undefined && one.id !== author) ids.add(one.id)
  }
  return [...ids]
}

/** The places in a body that may call somebody by name, each with the words that follow it. */
function callsIn(body: string): string[] {
  const first = nameInFront(body)
  const calls = first === undefined ? [] : [first]
  if (!body.includes('@')) return calls
  for (const [, text = ''] of body.matchAll(afterAt)) {
    if (calls.length === limits.message_mentions_max) break
    calls.push(text)
  }
  return calls
}

/** What stands before a `:` or `,` in the first line, if it is not too long for a name. */
function nameInFront(body: string): string | undefined {
  const end = body.slice(0, NAME_UNITS_MAX + 1).search(/[:,\n]/)
  return end > 0 && body[end] !== '\n' ? body.slice(0, end) : undefined
}

/** The member whose name a text begins with; of two such names the longer one is meant. */
function memberAtStart({ people }: Brain, room: RoomView, text: string): Present | undefined {
  const words = text.split(' ')
  for (let count = words.length; count > 0; count--) {
    const name = words.slice(0, count).join(' ')
    const one = people.find(name) ?? people.find(withoutEnding(name))
    if (one?.rooms.has(room.slug) === true) return one
  }
  return undefined
}

/** `bob!` and `bob’s` are of bob. Step by step: an expression may go back over its steps as often as there are any. */
function withoutEnding(name: string): string {
  let end = name.length
  while (/\p{P}/u.test(name.charAt(end - 1))) end--
  const bare = name.slice(0, end)
  return /['’]s$/u.test(bare) ? bare.slice(0, -2) : bare
}
