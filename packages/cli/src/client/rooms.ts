// Finds the room that somebody names on the command line, entering it where that is needed.

import { type Client, findRoom } from '@hubbub/client'
import type { JoinedRoom } from '@hubbub/protocol'

/** A room that the client is in from now on. Rejects with the server's refusal when there is none, or none for us. */
export async function enterRoom(client: Client, ref: string): Promise<JoinedRoom> {
  const plain = ref.replace(/^#/u, '')
  const known = findRoom(client.state.rooms, plain)
  return known ?? (await client.do('room.join', { room: plain, backlog: 0 })).room
}

/** The room everybody is in. */
export function lobbyOf(client: Client): JoinedRoom {
  const lobby = [...client.state.rooms.values()].find(({ kind }) => kind === 'lobby')
  if (lobby === undefined) throw new Error('This server has no lobby.')
  return lobby
}
