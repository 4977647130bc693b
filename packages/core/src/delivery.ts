// What the bus tells, brought to those on this node who may hear it: entries in the order of seq, the rest as it comes.

import type { EventName, Payload } from '@hubbub/protocol'

import type { Brain } from './brain.ts'
import type { Announcement, Heard, RoomView } from './ports.ts'
import { type LocalRoom } from './room/rooms.ts'
import { receive } from './room/timeline.ts'

/** What an event changes in what this node knows, before or after it is told. */
type Changes = { readonly [Name in EventName]?: (brain: Brain, payload: Payload<Name>) => void }

const before: Changes = {
  'person.arrived': (brain, { person }) => void brain.people.arrive({ id: person.id, name: person.name }),
  'person.renamed': (brain, { person }) => brain.people.rename(person.id, person.name),
  'person.status': (brain, { person }) => {
    const one = brain.people.get(person.id)
    if (one !== undefined && person.status !== 'OFFLINE') one.status = person.status
  },
  'room.joined': (brain, { room, person }) => seat(brain, brain.rooms.get(room.slug), person.id),
  'room.topic': (brain, { room: slug, topic }) => {
    const room = brain.rooms.get(slug)
    if (room !== undefined) room.topic = topic
  },
}

const after: Changes = {
  'person.departed': (brain, { person }) => brain.people.depart(person.id),
  'room.left': (brain, { room: slug, person }) => unseat(brain, brain.rooms.get(slug), person.id),
}

/** Brings one announcement to its listeners. */
export function deliver(brain: Brain, announcement: Announcement): void {
  const { name } = announcement
  if (name === 'message.posted' || name === 'file.shared') {
    const room = brain.rooms.get(announcement.payload.room)
    if (room !== undefined) receive(brain, room, { message: announcement.payload, origin: announcement.origin })
    return
  }
  // Each table's row takes the payload of the event that it stands under.
  before[name]?.(brain, announcement.payload as never)
  tell(brain, announcement)
  after[name]?.(brain, announcement.payload as never)
}

function tell(brain: Brain, announcement: Announcement): void {
  const { to } = announcement
  const origin = announcement.origin === undefined ? undefined : brain.sessions.get(announcement.origin)?.listener
  if (to === 'everyone') return brain.everyone.post(heard(announcement), origin)
  if ('room' in to) {
    const room = brain.rooms.get(to.room)
    return room?.listeners.post(heard(announcement, room), origin)
  }
  for (const session of brain.people.get(to.person)?.sessions ?? []) session.tell(heard(announcement))
}

function heard({ name, payload }: Announcement, room?: RoomView): Heard {
  const event = { name, payload, backlog: false } as Heard
  return room === undefined ? event : { ...event, room }
}

/** All sessions of a person take their place in a room that the person belongs to now. */
function seat(brain: Brain, room: LocalRoom | undefined, person: number): void {
  if (room === undefined) return
  for (const session of brain.people.get(person)?.sessions ?? []) {
    if (session.rooms.has(room.slug)) continue
    session.sit(room)
    session.hear(room, room.seq)
  }
}

function unseat(brain: Brain, room: LocalRoom | undefined, person: number): void {
  if (room === undefined) return
  for (const session of brain.people.get(person)?.sessions ?? []) session.stand(room)
}
