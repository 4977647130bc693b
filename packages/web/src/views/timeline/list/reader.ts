// What somebody has read of the room they are in: moves the read marker, and keeps the line for what is new where it is.

import type { ReadingState } from '@hubbub/client'
import { useEffect, useRef, useState } from 'react'

import { useChat, useClient } from '../../../state/chat.tsx'
import { sawNewest } from '../../../state/unread/seen.ts'
import { clock } from '../../../world/ports.ts'
import { lineAt } from './line.ts'
import { openSeen } from './seen.ts'
import { useWatching } from './watching.ts'

/** Moves the read marker when the newest entry is on a screen that somebody looks at. */
export function useSeen(room: string, { entries, atEnd }: ReadingState, atBottom: boolean): void {
  const client = useClient()
  const isLive = useChat(({ connection }) => connection.phase === 'live')
  const read = useChat(({ rooms }) => rooms.get(room)?.read ?? 0)
  const watching = useWatching()
  const newest = entries.at(-1)?.seq ?? 0
  const [seen] = useState(() =>
    openSeen({ ...clock, send: (seq) => void client.do('message.read', { room, seq }).catch(() => {}) }),
  )
  useEffect(() => {
    // What was seen is told before the page is gone, and not only when its turn comes.
    addEventListener('pagehide', seen.close)
    return () => {
      removeEventListener('pagehide', seen.close)
      seen.close()
    }
  }, [seen])
  useEffect(() => {
    if (!isLive || !watching || !atEnd || !atBottom || newest <= read) return
    sawNewest(room, newest)
    seen.see(newest)
  }, [room, seen, isLive, watching, atEnd, atBottom, newest, read])
}

/**
 * The seq of the entry above which the line stands. It stays where it was when reading began, until somebody has looked away
 * and something new has come.
 */
export function useLine(room: string, { entries }: ReadingState): number | undefined {
  const client = useClient()
  const me = useChat(({ session }) => session.me?.id)
  const [read, setRead] = useState(() => client.state.rooms.get(room)?.read ?? 0)
  const newest = entries.at(-1)?.seq ?? 0
  const watching = useWatching()
  const before = useRef(newest)
  const away = useRef(false)
  const hasWatched = useRef(watching)
  const isLive = useChat(({ connection }) => connection.phase === 'live')
  const hasBeenLive = useRef(isLive)
  useEffect(() => {
    // What was known last may be older than how far one has read.
    if (isLive && !hasBeenLive.current) setRead(client.state.rooms.get(room)?.read ?? 0)
    hasBeenLive.current ||= isLive
  }, [client, room, isLive])
  useEffect(() => {
    if (newest > before.current && before.current > 0 && away.current) {
      setRead(client.state.rooms.get(room)?.read ?? 0)
      away.current = false
    }
    before.current = newest
  }, [client, room, newest])
  useEffect(() => {
    // Who has not looked yet has not looked away: what comes until then is new from where it begins.
    away.current = hasWatched.current && !watching
    hasWatched.current ||= watching
  }, [watching])
  return lineAt(entries, { read, me })
}
