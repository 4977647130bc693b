// What stands between somebody and a room, and what lets them in all the same.

import { type ErrorCode, Refusal } from '@hubbub/protocol'

import { oversees } from '../../access.ts'
import type { Brain, IdentifiedCall } from '../../brain.ts'
import { isListed } from '../../mask.ts'
import type { Present } from '../../person/people.ts'
import type { RoomView } from '../../ports.ts'
import { countHere } from './listed.ts'
import { note } from '../moderation/moderate.ts'

/** What somebody shows at the door: a key, or a link that lets them in. */
export interface Pass {
  readonly key?: string | undefined
  readonly link?: true
}

/** Somebody at the door of a room, with the key they gave. */
interface Entering {
  readonly brain: Brain
  readonly person: Present
  readonly room: RoomView
  readonly key?: string | undefined
  readonly now: number
}

interface Obstacle {
  readonly refusal: ErrorCode
  /** Whether it stands although a moderator has invited them. */
  readonly alsoInvited?: true
  /** Whether it stands although they follow a link. */
  readonly alsoLinked?: true
  stands(entering: Entering): boolean
}

/** In the order in which people are told of them. */
const obstacles: readonly Obstacle[] = [
  {
    refusal: 'account-required',
    alsoInvited: true,
    alsoLinked: true,
    stands: ({ person, room }) => room.settings.accountsJoin === true && person.author.account === undefined,
  },
  {
    refusal: 'banned',
    alsoLinked: true,
    stands: ({ person, room: { bans }, now }) =>
      isListed(bans, 'ban', { one: person, now }) && !isListed(bans, 'ban-exception', { one: person, now }),
  },
  {
    refusal: 'not-invited',
    stands: ({ person, room, now }) =>
      room.kind === 'invite-only' && !isListed(room.bans, 'invite-exception', { one: person, now }),
  },
  {
    refusal: 'wrong-key',
    stands: ({ room: { settings }, key }) => settings.key !== undefined && settings.key !== key,
  },
  {
    refusal: 'room-full',
    alsoLinked: true,
    stands: ({ brain, room: { settings, slug } }) =>
      settings.limit !== undefined && countHere(brain, slug) >= settings.limit,
  },
]

/** How the store is to take somebody in who has passed what stood in the way. */
interface Terms {
  readonly uninvited?: true
  readonly role?: 'moderator'
}

/** Throws what keeps somebody out; operators, whom a moderator has invited and who follow a link it does not keep. */
export async function admitted(call: IdentifiedCall, room: RoomView, { key, link }: Pass): Promise<Terms> {
  const { brain, person } = call
  // Who belongs to a direct room was decided when it was made.
  if (room.kind === 'direct') return {}
  const entering: Entering = { brain, person, room, key, now: brain.ports.clock.now() }
  const met = obstacles.filter((obstacle) => obstacle.stands(entering))
  const isOverseen = oversees(person, room)
  if (met.length > 0 && isOverseen) note(call, { act: 'room.join', room: room.slug, detail: namesOf(met) })
  const isInvited = met.length > 0 && !isOverseen && (await hasInvitation(entering))
  const keeps = ({ alsoInvited, alsoLinked }: Obstacle): boolean =>
    (!isInvited || alsoInvited === true) && (link !== true || alsoLinked === true)
  const kept = isOverseen ? undefined : met.find(keeps)
  if (kept !== undefined) throw new Refusal(kept.refusal, room.slug)
  return {
    ...(room.kind === 'invite-only' && !isInvited ? { uninvited: true } : {}),
    ...((await isForsaken(brain, room)) ? { role: 'moderator' } : {}),
  }
}

function namesOf(met: readonly Obstacle[]): string {
  return met.map(({ refusal }) => refusal).join(' ')
}

async function hasInvitation({ brain, person, room, now }: Entering): Promise<boolean> {
  const invitations = await brain.ports.store.invitations({ person: person.id, at: now })
  return invitations.includes(room.id)
}

/** Whether a room could be without anybody to keep it: it is there for good, nobody owns it, and nobody sits in it here. */
export function mayBecomeModerator({ rooms }: Brain, { kind, lifetime, roles, slug }: RoomView): boolean {
  return (
    kind === 'public' &&
    lifetime === 'kept' &&
    rooms.get(slug) === undefined &&
    !roles.values().some((role) => role === 'owner')
  )
}

async function isForsaken(brain: Brain, room: RoomView): Promise<boolean> {
  return mayBecomeModerator(brain, room) && (await brain.ports.store.members(room.id)).length === 0
}
