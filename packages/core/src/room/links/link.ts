// room.link: somebody makes a link that lets people into a room.

import { Refusal } from '@hubbub/protocol'

import { mayInvite } from '../../access.ts'
import type { Handler } from '../../brain.ts'
import { note, refuseDirect } from '../moderation/moderate.ts'

export const link: Handler<'room.link'> = async (call, { minutes }) => {
  const { brain, person, room } = call
  const { store, random, clock } = brain.ports
  refuseDirect(room)
  // Everybody is in the lobby already.
  if (room.kind === 'lobby') throw new Refusal('not-allowed', room.slug)
  if (room.kind === 'invite-only' && !mayInvite(person, room)) throw new Refusal('not-moderator', room.slug)
  const secret = random.secret()
  const at = clock.now()
  const until = at + minutes * 60_000
  const added = await store.addLink({ room: room.id, digest: random.digest(secret), by: person.id, at, until })
  if (added === 'too-many') throw new Refusal('too-many', room.slug)
  note(call, { act: 'room.link', room: room.slug, detail: `${minutes} minutes` })
  return { path: `/i/${secret}`, until }
}
