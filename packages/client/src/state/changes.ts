// What an entry is after somebody has edited it, taken it back, or reacted to it.

import type { Author, Message, Payload, Reacted } from '@hubbub/protocol'

export function edited(entry: Message, { body, at, rev }: Payload<'message.edited'>): Message {
  return { ...entry, body, editedAt: at, rev }
}

/** Its place in the order stays, and nothing else that was said. */
export function erased(entry: Message, { by, at, reason, rev }: Payload<'message.erased'>): Message {
  const { room, seq, at: saidAt, author } = entry
  const why = reason === undefined ? {} : { reason }
  return { room, seq, at: saidAt, author, body: '', erased: { by, at, ...why }, rev }
}

export function reacted(entry: Message, { by, text, on, rev }: Payload<'message.reacted'>): Message {
  const { reactions = [], ...rest } = entry
  const now = on ? withReaction(reactions, text, by) : withoutReaction(reactions, text, by)
  return { ...rest, ...(now.length === 0 ? {} : { reactions: now }), rev }
}

function withReaction(reactions: readonly Reacted[], text: string, by: Author): Reacted[] {
  const known = reactions.find((reaction) => reaction.text === text)
  if (known === undefined) return [...reactions, { text, people: [by] }]
  const people = [...known.people.filter(({ id }) => id !== by.id), by]
  return reactions.map((reaction) => (reaction === known ? { text, people } : reaction))
}

function withoutReaction(reactions: readonly Reacted[], text: string, by: Author): Reacted[] {
  return reactions
    .map((reaction) =>
      reaction.text === text ? { text, people: reaction.people.filter(({ id }) => id !== by.id) } : reaction,
    )
    .filter(({ people }) => people.length > 0)
}
