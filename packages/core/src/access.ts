// Who may do what: the one place that lets a command through to its handler or refuses it.

import { commands, type CommandName, type ErrorCode, Refusal, type Role } from '@hubbub/protocol'

import type { Brain, Call, IdentifiedCall, MemberCall } from './brain.ts'
import type { Present } from './person/people.ts'
import type { RoomView, StoredEntry } from './ports.ts'
import { findRoom, goesBy } from './room/kit/find.ts'
import { isMuted } from './room/moderation/muted.ts'
import type { LocalRoom } from './room/rooms.ts'
import type { LiveSession } from './session/live-session.ts'

/**
 * The call as the declaration's `who` asks for it. Throws `not-identified`, `not-joined`, `not-moderator`, `not-operator` or
 * `no-such-room`.
 */
export function admit(call: Call, name: CommandName, input: unknown): Call | Promise<never> {
  const { who } = commands[name]
  if (who === 'anyone') return call
  const person = call.session.present
  if (person === undefined) throw new Refusal('not-identified')
  const identified: IdentifiedCall = { ...call, person }
  if (who === 'identified') return identified
  if (who === 'operator') {
    if (!person.operator) throw new Refusal('not-operator')
    return identified
  }
  const ref = (input as { room: string }).room
  const room = joinedRoom(call.session, ref)
  if (room === undefined) return refuseRoom(call.brain, ref)
  if (who === 'moderator' && !moderates(person, room)) throw new Refusal('not-moderator', room.slug)
  const member: MemberCall = { ...identified, room }
  return member
}

const ranks = { owner: 3, moderator: 2, voice: 1, member: 0 } satisfies Record<Role, number>

/** Whether one role may do at least what another may. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ranks[role] >= ranks[least]
}

/** Operators of the server may do what moderators may. */
export function moderates(person: Present, room: Pick<RoomView, 'roles'>): boolean {
  return person.operator || isAtLeast(roleIn(room, person), 'moderator')
}

/** Who may let others into a room. */
export function mayInvite(person: Present, room: Pick<RoomView, 'roles' | 'settings'>): boolean {
  return moderates(person, room) || room.settings.membersInvite === true
}

/** What somebody may do in a room. */
export function roleIn(room: Pick<RoomView, 'roles'>, person: { readonly id: number }): Role {
  return room.roles.get(person.id) ?? 'member'
}

/** Why somebody may not say anything in a room they are in, or from outside in one that is open; undefined if they may. */
export function silenced(brain: Brain, person: Present, room: RoomView): ErrorCode | undefined {
  const { kind, settings, bans } = room
  const isBare = bans.length === 0 && settings.moderated === undefined && settings.accountsSpeak === undefined
  if (isBare || kind === 'direct' || person.operator || isAtLeast(roleIn(room, person), 'voice')) return undefined
  if (settings.moderated === true) return 'cannot-speak'
  if (settings.accountsSpeak === true && person.author.account === undefined) return 'account-required'
  return bans.length > 0 && isMuted(person, bans, brain.ports.clock.now()) ? 'cannot-speak' : undefined
}

/** Refuses to let somebody change an entry that is not theirs to change, as the command's `whose` says. */
export function checkWhose({ person, room }: MemberCall, name: CommandName, { author }: StoredEntry): void {
  if (author.id === person.id) return
  const { whose } = commands[name] as { readonly whose?: string }
  if (whose !== 'own, or any as a moderator' || !moderates(person, room)) throw new Refusal('not-allowed', room.slug)
}

/** A room that the session is in: by slug, by full name, or by `#name`, which is a name and never a slug. */
export function joinedRoom(session: LiveSession, ref: string): LocalRoom | undefined {
  return session.rooms.get(ref) ?? session.rooms.values().find(goesBy(ref))
}

/** Refuses a room that one is not in, for the reason that is true. */
export async function refuseRoom(brain: Brain, ref: string): Promise<never> {
  const room = await findRoom(brain.ports.store, ref)
  throw new Refusal(room === undefined ? 'no-such-room' : 'not-joined', ref)
}

/** Whether everybody may know of a room. */
export function isListedRoom({ kind, settings }: Pick<RoomView, 'kind' | 'settings'>): boolean {
  return kind === 'lobby' || (kind === 'public' && settings.secret !== true)
}

/** A room that somebody may know of: one they are in or invited to, or one that everybody may know of. */
export async function knownRoom({ brain, session, person }: IdentifiedCall, ref: string): Promise<RoomView> {
  const { store, clock } = brain.ports
  const joined = joinedRoom(session, ref)
  if (joined !== undefined) return joined
  const room = await findRoom(store, ref)
  if (room === undefined) throw new Refusal('no-such-room', ref)
  if (isListedRoom(room) || oversees(person, room)) return room
  const invitations = await store.invitations({ person: person.id, at: clock.now() })
  if (!invitations.includes(room.id)) throw new Refusal('no-such-room', ref)
  return room
}

/** Operators may look into every room, but not into what two people say to each other. */
export function oversees(person: Present, room: Pick<RoomView, 'kind'>): boolean {
  return person.operator && room.kind !== 'direct'
}
