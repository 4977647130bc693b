// person.about: who somebody is, where they are and since when, as far as the asker may know.

import { Refusal, type Reply } from '@hubbub/protocol'

import type { Brain, Handler } from '../brain.ts'
import type { LocalRoom } from '../room/rooms.ts'
import { personOf, type Present } from './people.ts'

export const about: Handler<'person.about'> = ({ brain, person: asker }, { name }) => {
  const one = brain.people.find(name)
  if (one === undefined) throw new Refusal('no-such-person', name)
  const { user, host, since, spokeAt, secure, address, certificate } = one
  const mayKnowAll = asker.operator || asker.id === one.id
  return {
    person: personOf(one),
    user,
    host,
    since,
    spokeAt,
    secure,
    rooms: roomsOf(brain, one, (room) => mayKnowAll || mayKnow(room, one, asker)),
    ...(mayKnowAll && address !== '' ? { address } : {}),
    ...(mayKnowAll && certificate !== undefined ? { certificate } : {}),
  }
}

function roomsOf(brain: Brain, one: Present, mayKnow: (room: LocalRoom) => boolean): Reply<'person.about'>['rooms'] {
  return [...one.rooms].flatMap((slug) => {
    const room = brain.rooms.get(slug)
    if (room === undefined || room.kind === 'direct' || !mayKnow(room)) return []
    return { slug, name: room.name, role: room.roleOf(one.id) }
  })
}

/** What is not to be seen from outside is seen by fellow members alone. */
function mayKnow({ kind, slug, settings }: LocalRoom, one: Present, asker: Present): boolean {
  if (kind === 'lobby' || asker.rooms.has(slug)) return true
  return kind === 'public' && settings.secret !== true && !one.invisible
}
