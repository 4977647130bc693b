// Who belongs to a room: asked once it is shown, and kept up to date by what happens.

import type { State } from '@hubbub/client'
import type { Member } from '@hubbub/protocol'
import { useEffect } from 'react'

import { useChat, useClient } from './chat.tsx'

const nobody: readonly Member[] = []

export function useMembers(room: string): readonly Member[] {
  const client = useClient()
  const isLive = useChat(({ connection }) => connection.phase === 'live')
  const isIn = useChat(({ rooms }) => rooms.has(room))
  useEffect(() => {
    // Without an answer the list stays as it was; the next connection asks again, and so does whoever comes in.
    if (isLive) client.do('room.members', { room }).catch(() => {})
  }, [client, room, isLive, isIn])
  return useChat(({ members }: State) => members.get(room)) ?? nobody
}
