// How it is told that an entry was edited, taken back or reacted to: an entry that stands on a screen is not written anew.

import type { State } from '@hubbub/client'
import type { Author, Message, Payload } from '@hubbub/protocol'

import { snippet } from '../terminal/format.ts'
import { because } from './titles.ts'

/** `corrects “helo”: hello` */
export function editOf({ room, seq, body }: Payload<'message.edited'>, state: State): string {
  const known = entryOf(state, room, seq)
  return `corrects${known === undefined ? '' : ` ${snippet(known)}`}: ${body}`
}

/** `has taken back “hello”` */
export function eraseOf({ room, seq, by, author, reason }: Payload<'message.erased'>, state: State): string {
  return `has taken back ${thing(entryOf(state, room, seq), author, by)}${because(reason)}`
}

/** `reacts with 👍 to “hello” of alice` */
export function reactionOf({ room, seq, text, on, by, author }: Payload<'message.reacted'>, state: State): string {
  const what = thing(entryOf(state, room, seq), author, by)
  return on ? `reacts with ${text} to ${what}` : `takes ${text} back from ${what}`
}

/** What somebody who was away finds changed in an entry that they had seen. */
export function changeOf(now: Message, state: State): string | undefined {
  const known = entryOf(state, now.room, now.seq)
  if (known === undefined) return undefined
  if (now.erased !== undefined) return `${now.erased.by.name} has taken back ${thing(known, now.author, now.erased.by)}`
  if (now.body !== known.body) return `${now.author.name} has corrected ${snippet(known)}: ${now.body}`
  const reactions = (now.reactions ?? []).map(
    ({ text, people }) => `${text} ${people.map(({ name }) => name).join(', ')}`,
  )
  return `Reactions to ${thing(known, now.author, undefined)}: ${reactions.join('; ') || 'none'}`
}

/** `“hello” of alice`, or of whoever does something to it `“hello”` */
function thing(entry: Message | undefined, author: Author, by: Author | undefined): string {
  const words = entry === undefined ? 'a message' : snippet(entry)
  return author.id === by?.id ? words : `${words} of ${author.name}`
}

function entryOf({ messages }: State, room: string, seq: number): Message | undefined {
  return messages.get(room)?.entries.find((entry) => entry.seq === seq)
}
