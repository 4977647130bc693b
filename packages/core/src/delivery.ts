// What the bus tells, brought to those on this node who may hear it: entries in the order of seq, the rest as it comes.

import { type Author, type Ban, type EventName, events, type Payload, type Person, type Role } from '@hubbub/protocol'

import { isAtLeast } from './access.ts'
import { Audiences } from './audiences.ts'
import type { Brain } from './brain.ts'
import { takeRoles, takeSeats } from './person/account/seats.ts'
import { beforeOf } from './person/kit/before.ts'
import { type Present, takeProfile } from './person/people.ts'
import type { Announcement, Before, Heard, RoomView } from './ports.ts'
import { type LocalRoom } from './room/rooms.ts'
import { receive } from './room/timeline.ts'
import type { LiveSession } from './session/live-session.ts'

/** What an event changes in what this node knows, before or after it is told. */
type Changes = { readonly [Name in EventName]?: (brain: Brain, payload: Payload<Name>) => void }

const before: Changes = {
  'person.arrived': (brain, { person }) => takeProfile(brain.people.arrive(person), person),
  'person.renamed': (brain, { person }) => {
    noteInPast(brain, person.id)
    brain.people.rename(person.id, person.name)
  },
  'person.status': learnProfile,
  'person.profile': learnProfile,
  'person.signed-in': (brain, signed) => {
    if (signed.was.id !== signed.person.id) takeRoles(brain, signed.person.id, signed.was.id)
    become(brain, signed)
  },
  'person.signed-out': become,
  'room.joined': (brain, { room: { slug }, person, role }) => {
    const room = brain.rooms.get(slug)
    if (role !== undefined) room?.roles.set(person.id, role)
    seat(brain, room, person.id)
  },
  'room.topic': (brain, { room: slug, topic, by, at }) => {
    const room = brain.rooms.get(slug)
    if (room !== undefined)
      Object.assign(room, { topic, topicBy: by.name, ...(at === undefined ? {} : { topicAt: at }) })
  },
  'room.settings': (brain, { room: slug, settings, kind }) => {
    const room = brain.rooms.get(slug)
    if (room !== undefined) Object.assign(room, { settings, kind })
  },
  'room.role': (brain, { room: slug, person, role }) => {
    const roles = brain.rooms.get(slug)?.roles
    if (role === 'member') roles?.delete(person.id)
    else roles?.set(person.id, role)
  },
  'room.banned': (brain, { room: slug, ban }) => {
    const room = brain.rooms.get(slug)
    if (room !== undefined) room.bans = [...room.bans.filter((known) => !isSame(known, ban)), ban]
  },
  'room.unbanned': (brain, { room: slug, ...gone }) => {
    const room = brain.rooms.get(slug)
    if (room !== undefined) room.bans = room.bans.filter((known) => !isSame(known, gone))
  },
  'room.renamed': (brain, { room: { slug, name } }) => {
    const room = brain.rooms.get(slug)
    if (room !== undefined) room.name = name
  },
  'message.edited': countChange,
  'message.erased': countChange,
  'message.reacted': countChange,
}

function learnProfile(brain: Brain, { person }: { readonly person: Person }): void {
  const one = brain.people.get(person.id)
  if (one !== undefined) takeProfile(one, person)
}

function become(brain: Brain, { person, was }: { readonly person: Person; readonly was: Author }): void {
  if (was.name !== person.name) noteInPast(brain, was.id)
  brain.people.become(was.id, person)
}

function noteInPast({ people, past, ports }: Brain, id: number): void {
  const one = people.get(id)
  if (one !== undefined) past.note(one, ports.clock.now())
}

function countChange(brain: Brain, { room: slug, rev }: { readonly room: string; readonly rev: number }): void {
  const room = brain.rooms.get(slug)
  if (room !== undefined) room.rev = Math.max(room.rev, rev)
}

function isSame(one: Pick<Ban, 'mask' | 'list'>, other: Pick<Ban, 'mask' | 'list'>): boolean {
  return one.list === other.list && one.mask === other.mask
}

const after: Changes = {
  'person.departed': (brain, { person }) => {
    noteInPast(brain, person.id)
    brain.people.depart(person.id)
  },
  // Whose account it has become only now sits where they sat.
  'person.signed-in': (brain, { person, was }) => {
    const one = was.id === person.id ? undefined : brain.people.get(person.id)
    if (one !== undefined) void takeSeats(brain, one)
  },
  'room.left': (brain, { room: slug, person }) => unseat(brain, brain.rooms.get(slug), person.id),
  'room.kicked': (brain, { room: slug, person }) => unseat(brain, brain.rooms.get(slug), person.id),
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
  const known = beforeOf(brain, name, announcement.payload)
  before[name]?.(brain, announcement.payload as never)
  tell(brain, known === undefined ? announcement : { ...announcement, before: known })
  after[name]?.(brain, announcement.payload as never)
}

/** An announcement, with what is not said on the bus. */
type Telling = Announcement & { readonly before?: Before }

function tell(brain: Brain, announcement: Telling): void {
  const { to } = announcement
  if (to === 'everyone') return tellEveryone(brain, announcement)
  if ('room' in to) {
    const room = brain.rooms.get(to.room)
    if (room !== undefined) tellRoom(brain, room, announcement)
    return
  }
  for (const session of brain.people.get(to.person)?.sessions ?? []) session.tell(heard(announcement))
}

function tellEveryone(brain: Brain, announcement: Telling): void {
  if (announcement.name === 'server.announced' && announcement.payload.to === 'operators') {
    return tellSome(brain, announcement, { those: Array.from(brain.people).filter(({ operator }) => operator) })
  }
  brain.everyone.post(heard(announcement), originOf(brain, announcement)?.listener)
}

function tellRoom(brain: Brain, room: LocalRoom, announcement: Announcement): void {
  const { name, payload } = announcement
  if (events[name].hears === 'moderators') {
    return tellSome(brain, announcement, { room, those: thoseAtLeast(brain, room, 'moderator') })
  }
  const origin = originOf(brain, announcement)
  const least = 'least' in payload ? payload.least : undefined
  if (least === undefined) return room.listeners.post(heard(announcement, room), origin?.listener)
  // Whoever says it hears it as well, on all their devices.
  const author = origin?.present ?? []
  tellSome(brain, announcement, { room, those: thoseAtLeast(brain, room, least).concat(author) })
}

function thoseAtLeast({ people }: Brain, room: LocalRoom, least: Role): Present[] {
  return [...room.roles].flatMap(([id, role]) => (isAtLeast(role, least) ? (people.get(id) ?? []) : []))
}

type Some = { readonly those: readonly Present[]; readonly room?: LocalRoom }

/** Tells all sessions of some people, in a room those that sit there, each in its own form. */
function tellSome(brain: Brain, announcement: Announcement, { those, room }: Some): void {
  const sessions = new Set(those.flatMap((one) => [...one.sessions]))
  const audiences = new Audiences()
  const listeners = [...sessions].flatMap(({ rooms, listener }) =>
    room === undefined || rooms.has(room.slug) ? listener : [],
  )
  for (const listener of listeners) audiences.add(listener)
  audiences.post(heard(announcement, room), originOf(brain, announcement)?.listener)
  for (const listener of listeners) audiences.delete(listener)
}

function originOf({ sessions }: Brain, { origin }: Announcement): LiveSession | undefined {
  return origin === undefined ? undefined : sessions.get(origin)
}

function heard({ name, payload, before: known }: Telling, room?: RoomView): Heard {
  const event = { name, payload, backlog: false, ...(known === undefined ? {} : { before: known }) } as Heard
  return room === undefined ? event : { ...event, room }
}

/** All sessions of a person take their place in a room that the person belongs to now. */
function seat(brain: Brain, room: LocalRoom | undefined, person: number): void {
  if (room === undefined) return
  brain.people.get(person)?.rooms.add(room.slug)
  for (const session of brain.people.get(person)?.sessions ?? []) {
    if (session.rooms.has(room.slug)) continue
    session.sit(room)
    session.hear(room, room.seq)
  }
}

function unseat(brain: Brain, room: LocalRoom | undefined, person: number): void {
  if (room === undefined) return
  room.roles.delete(person)
  brain.people.get(person)?.rooms.delete(room.slug)
  for (const session of brain.people.get(person)?.sessions ?? []) session.stand(room)
}
