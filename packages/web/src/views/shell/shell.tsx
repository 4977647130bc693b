// The frame: rooms on one side, the conversation or a page in the middle, people on the other side; one at a time on a phone.

import './shell.css'

import { lazy, Suspense, useState } from 'react'

import { useWords } from '../../i18n/words.ts'
import { useChat } from '../../state/chat.tsx'
import { useNotifications } from '../../state/notify.ts'
import { useMedia } from '../../state/media.ts'
import { useUploads } from '../../state/uploads/use-uploads.ts'
import { useRoute, type Route } from '../../state/route.ts'
import { Admin } from '../admin/admin.tsx'
import { Composer } from '../composer/composer.tsx'
import { RoomHeader } from '../rooms/header.tsx'
import { Rooms } from '../rooms/rooms.tsx'
import { Search } from '../search/search.tsx'
import { useSearchShortcut } from '../search/shortcut.ts'
import { Settings } from '../settings/settings.tsx'
import { Status } from '../status/status.tsx'
import { Timeline } from '../timeline/timeline.tsx'
import { shellWords } from './words.ts'

const FollowLink = lazy(async () => ({ default: (await import('../rooms/follow.tsx')).FollowLink }))
const JoinRoom = lazy(async () => ({ default: (await import('../rooms/join.tsx')).JoinRoom }))
const People = lazy(async () => ({ default: (await import('../people/people.tsx')).People }))

export function Shell() {
  const t = useWords(shellWords)
  const route = useRoute()
  useNotifications()
  useSearchShortcut()
  useUploads()
  const isPhone = useMedia('(max-width: 44rem)')
  // On a phone the rooms are a page of their own.
  const isAlone = isPhone && route.kind === 'home'
  const [side, setSide] = useState(() => innerWidth > 1_100)
  return (
    <div className="shell" data-pane={route.kind === 'home' ? 'rooms' : 'main'}>
      <a className="shell-skip" href="#main">
        {t('toConversation')}
      </a>
      <div className="shell-status">
        <Status />
      </div>
      <div className="shell-rooms" role={isAlone ? 'main' : 'navigation'} aria-label={t('rooms')}>
        <Rooms />
      </div>
      <main className="shell-main" id="main" tabIndex={-1}>
        <Suspense>
          <Main route={route} side={side} onSide={() => setSide(!side)} />
        </Suspense>
      </main>
      {side && (route.kind === 'room' || route.kind === 'home') && (
        <aside className="shell-side" aria-label={t('people')}>
          <Suspense>
            <People room={roomOf(route)} onClose={() => setSide(false)} />
          </Suspense>
        </aside>
      )}
    </div>
  )
}

/** Where nothing else is asked for, there is the lobby. */
function roomOf(route: Route): string {
  return route.kind === 'room' ? route.room : 'lobby'
}

interface MainProps {
  readonly route: Route
  readonly side: boolean
  readonly onSide: () => void
}

function Main({ route, side, onSide }: MainProps) {
  if (route.kind === 'search') return <Search />
  if (route.kind === 'settings') return <Settings />
  if (route.kind === 'admin') return <Admin />
  if (route.kind === 'link' || route.kind === 'claim') return <FollowLink route={route} />
  const room = roomOf(route)
  return (
    <RoomView key={room} room={room} seq={route.kind === 'room' ? route.seq : undefined} side={side} onSide={onSide} />
  )
}

interface RoomViewProps extends Pick<MainProps, 'side' | 'onSide'> {
  readonly room: string
  /** The place that the address names. */
  readonly seq: number | undefined
}

function RoomView({ room, seq, side, onSide }: RoomViewProps) {
  const isIn = useChat(({ rooms }) => rooms.has(room))
  if (!isIn) return <JoinRoom room={room} />
  return (
    <>
      <RoomHeader room={room} side={side} onSide={onSide} />
      <Timeline room={room} seq={seq} />
      <Composer room={room} />
    </>
  )
}
