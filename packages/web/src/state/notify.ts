// Tells of what is new while the page is not looked at: in its title, on its icon, by a notification and by a sound.

import { type Happening, type State, unreadIn, unreadMentions } from '@hubbub/client'
import type { Message } from '@hubbub/protocol'
import { useEffect } from 'react'

import { chime } from '../world/chime.ts'
import { useChat, useClient } from './chat.tsx'
import { preferences } from './preferences.ts'
import { pathOf } from './route.ts'
import { isSeenHere, useSeenHere } from './unread/seen.ts'
import { titleOf } from './titles.ts'

export function useNotifications(): void {
  const client = useClient()
  useEffect(() => client.subscribe((happening, state) => told(happening, state)), [client])
  useSeenHere()
  const unread = useChat(countOf)
  useEffect(() => {
    document.title = unread === 0 ? 'hubbub' : `(${unread}) hubbub`
    // Only installed clients have an icon to count on.
    if ('setAppBadge' in navigator) void navigator.setAppBadge(unread).catch(() => {})
  }, [unread])
}

/** What asks for somebody: mentions, and whatever is new in direct rooms. */
function countOf(state: State): number {
  const rooms = [...state.rooms.values()].filter((room) => !isSeenHere(room))
  return rooms.reduce((sum, room) => {
    return sum + (room.kind === 'direct' ? unreadIn(state, room.slug) : unreadMentions(room))
  }, 0)
}

function told(happening: Happening, state: State): void {
  if (happening.kind !== 'event' || state.connection.phase !== 'live') return
  const { event } = happening
  if (event.name !== 'message.posted' && event.name !== 'file.shared') return
  const message: Message = event.payload
  const isSeen = document.visibilityState === 'visible' && document.hasFocus()
  if (isSeen || !concerns(message, state)) return
  if (preferences.value.sounds) chime()
  void notify(message, state)
}

function concerns({ author, mentions, room }: Message, { session, rooms }: State): boolean {
  const me = session.me?.id
  if (me === undefined || author.id === me) return false
  const { notifications } = preferences.value
  if (notifications === 'all') return true
  return notifications === 'mentions' && (mentions?.includes(me) === true || rooms.get(room)?.kind === 'direct')
}

async function notify({ room: slug, seq, author, body, file }: Message, { rooms, session }: State): Promise<void> {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return
  const room = rooms.get(slug)
  const title =
    room === undefined || room.kind === 'direct' ? author.name : `${author.name} · ${titleOf(room, session.me?.id)}`
  const options = {
    body: (body || file?.name) ?? '',
    tag: slug,
    icon: '/icon-192.png',
    data: { path: pathOf(slug, seq) },
  }
  const worker = await navigator.serviceWorker?.getRegistration()
  if (worker !== undefined) await worker.showNotification(title, options)
}

/** Asks the browser; only ever called when somebody has clicked. Resolves with whether it is allowed. */
export async function askToNotify(): Promise<boolean> {
  if (!('Notification' in globalThis)) return false
  return (await Notification.requestPermission()) === 'granted'
}
