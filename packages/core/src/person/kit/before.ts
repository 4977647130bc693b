// How people were here before they changed, for wires that show what is different, where somebody goes and where they come.

import type { EventName, Payload } from '@hubbub/protocol'

import { roleIn } from '../../access.ts'
import type { Brain } from '../../brain.ts'
import type { Before, Whereabouts } from '../../ports.ts'
import type { Present } from '../people.ts'

type Changing = 'person.profile' | 'person.signed-in' | 'person.signed-out'

const changing: ReadonlySet<EventName> = new Set<Changing>(['person.profile', 'person.signed-in', 'person.signed-out'])

/** To be asked before the event changes anything. */
export function beforeOf(brain: Brain, name: EventName, payload: unknown): Before | undefined {
  if (!changing.has(name)) return undefined
  const changed = payload as Payload<Changing>
  const here = brain.people.get(changed.person.id)
  const was = 'was' in changed ? brain.people.get(changed.was.id) : here
  if (was === undefined) return undefined
  const isOther = here !== undefined && here !== was
  return { was: whereabouts(brain, was), ...(isOther ? { now: whereabouts(brain, here) } : {}) }
}

export function whereabouts(brain: Brain, one: Present, sessions: Iterable<object> = one.sessions): Whereabouts {
  const { user, host, about, bot, operator } = one
  const rooms = [...one.rooms].flatMap((slug) => brain.rooms.get(slug) ?? [])
  const roles = new Map(rooms.map((room) => [room.slug, roleIn(room, one)]))
  return { user, host, about, bot, operator, roles, sessions: new Set(sessions) }
}
