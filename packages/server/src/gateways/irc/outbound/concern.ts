// Whom somebody concerns: those who meet them in a channel, and those who watch them (IRCv3 monitor, extended-monitor).

import type { PersonView, RoomView } from '@hubbub/core'
import type { Author } from '@hubbub/protocol'

import type { CapabilityName } from '../offers/capabilities.ts'
import type { Out } from '../lines/line.ts'
import { nickOf } from '../names.ts'
import type { Viewer } from '../viewer.ts'
import { maskOf, numericLine } from './lines.ts'

export function personOf({ server }: Viewer, { id }: { readonly id: number }): PersonView | undefined {
  return server.ports.chat.people.byId(id)
}

export function isOneself({ person }: Viewer, { id }: { readonly id: number }): boolean {
  return person?.id === id
}

/** The channels that both are in. */
export function sharedChannels(viewer: Viewer, rooms: { has(slug: string): boolean }): RoomView[] {
  return viewer.channels.filter(({ slug }) => rooms.has(slug))
}

/** Whether a client with this capability is told of a change in somebody. */
export function concerns(viewer: Viewer, person: Author, capability: CapabilityName): boolean {
  if (!viewer.has.has(capability)) return false
  const here = personOf(viewer, person)
  return (here !== undefined && viewer.meets(here)) || watchesAll(viewer, nickOf(person))
}

/** Whether the client wants to know all that changes in somebody whom it watches. */
export function watchesAll(viewer: Viewer, nick: string): boolean {
  const asked = viewer.has.has('extended-monitor') || viewer.has.has('draft/extended-monitor')
  return asked && viewer.watches(nick)
}

/** Somebody whom the client watches is here now. */
export function watchedLines(viewer: Viewer, here: PersonView): Out[] {
  return viewer.watches(nickOf(here.author)) ? [numericLine(viewer, 'RPL_MONONLINE', maskOf(here))] : []
}

/** Nobody has this name any more. */
export function unwatchedLines(viewer: Viewer, name: string): Out[] {
  const nick = nickOf({ name })
  return viewer.watches(nick) ? [numericLine(viewer, 'RPL_MONOFFLINE', nick)] : []
}
