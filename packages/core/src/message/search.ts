// message.search: what was said in the rooms that somebody is in, newest first.

import { type Input, Refusal } from '@hubbub/protocol'

import { joinedRoom, refuseRoom } from '../access.ts'
import type { Handler, IdentifiedCall } from '../brain.ts'
import type { Store } from '../ports.ts'
import { idNamed } from './kit/direct.ts'
import { messageOf } from './kit/entry.ts'
import { given } from './kit/given.ts'

type Query = Omit<Parameters<Store['search']>[0], 'person' | 'limit'>

export const search: Handler<'message.search'> = async (call, input) => {
  const { brain, person } = call
  const query = await queryOf(call, input)
  if (query === undefined) return { entries: [], more: false }
  // One more than asked for tells whether there are others.
  const found = await brain.ports.store.search({ person: person.id, ...query, limit: input.limit + 1 })
  const entries = found.slice(0, input.limit).map(({ room, ...entry }) => messageOf(brain.ports, room.slug, entry))
  return { entries, more: found.length > input.limit }
}

/** What is looked for, by id; undefined when it is of somebody whom nobody knows. */
async function queryOf(call: IdentifiedCall, input: Input<'message.search'>): Promise<Query | undefined> {
  const { room, from, beforeAt, afterAt, hasFile } = input
  const text = input.text?.trim() || undefined
  const asked = given({ text, room, from, beforeAt, afterAt, hasFile })
  if (Object.keys(asked).length === 0) throw new Refusal('bad-input', 'text')
  const author = from === undefined ? undefined : await idNamed(call.brain, from)
  if (from !== undefined && author === undefined) return undefined
  const inRoom =
    room === undefined ? undefined : (joinedRoom(call.session, room) ?? (await refuseRoom(call.brain, room)))
  return given({ text, room: inRoom?.id, author, beforeAt, afterAt, hasFile })
}
