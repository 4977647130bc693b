// A reaction, given or taken back: the same on both ways but for who may.

import { Refusal, type Message } from '@hubbub/protocol'

import type { MemberCall } from '../../brain.ts'
import { outcome } from './change.ts'

interface Reaction {
  readonly seq: number
  readonly text: string
  readonly on: boolean
}

export async function setReaction(call: MemberCall, { seq, text, on }: Reaction): Promise<{ message: Message }> {
  const { brain, session, person, room } = call
  const { store, clock } = brain.ports
  const [by, at] = [person.author, clock.now()]
  const changed = await store.react({ room: room.id, seq, person: by, text, on, at })
  if (changed === 'too-many') throw new Refusal('too-many', room.slug)
  const { message, isChanged, change } = outcome(call, seq, changed)
  if (isChanged) {
    const payload = { ...change, text, on, by, author: message.author, at }
    brain.announce({ name: 'message.reacted', payload, to: { room: room.slug }, origin: session.id })
  }
  return { message }
}
