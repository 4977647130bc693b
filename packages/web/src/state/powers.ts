// What one may do, as far as a screen has to know it; the server decides.

import type { State } from '@hubbub/client'
import type { Role } from '@hubbub/protocol'

/** Operators may do what moderators may. */
export function moderatesIn({ session, rooms }: State, room: string): boolean {
  return session.me?.operator === true || isModerator(rooms.get(room)?.role)
}

export function isModerator(role: Role | undefined): boolean {
  return role === 'owner' || role === 'moderator'
}
