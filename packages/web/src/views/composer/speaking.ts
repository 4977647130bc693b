// Whether one may say something in a room, as far as its settings tell; who is muted hears it from the server.

import type { State } from '@hubbub/client'

export type Silenced = 'moderated' | 'accounts'

/** Why one may not speak; undefined for who may. Voices and operators may everywhere. */
export function silencedIn(
  { rooms, session: { me } }: Pick<State, 'rooms' | 'session'>,
  slug: string,
): Silenced | undefined {
  const room = rooms.get(slug)
  const mayAnywhere = me?.operator === true || (room?.role !== undefined && room.role !== 'member')
  if (room === undefined || room.kind === 'direct' || mayAnywhere) return undefined
  if (room.settings?.moderated === true) return 'moderated'
  return room.settings?.accountsSpeak === true && me?.account === undefined ? 'accounts' : undefined
}
