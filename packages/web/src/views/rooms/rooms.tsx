// The rooms one is in, with what is unread, and the way to others.

import './rooms.css'

import type { State } from '@hubbub/client'
import type { JoinedRoom } from '@hubbub/protocol'
import { useMemo, useState } from 'react'

import { useWords } from '../../i18n/words.ts'
import { useChat } from '../../state/chat.tsx'
import { go, useRoute } from '../../state/route.ts'
import { titleOf } from '../../state/titles.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu, type MenuRow } from '../../ui/menu.tsx'
import { BrowseRooms, CreateRoom } from './dialogs.tsx'
import { Me } from './me.tsx'
import { RoomRow } from './row.tsx'
import { roomWords } from './words.ts'

const roomsOf = ({ rooms }: State): State['rooms'] => rooms

export function Rooms() {
  const t = useWords(roomWords)
  const [open, setOpen] = useState<'create' | 'browse'>()
  const { talks, directs, current } = useLists()
  return (
    <>
      <div className="rooms-head">
        <h1 className="rooms-brand">
          hubbub<span aria-hidden="true">.</span>
        </h1>
        <IconButton icon="search" label={t('search')} onClick={() => go('/search')} />
        <PageMenu />
      </div>
      <div className="rooms-lists">
        <section aria-labelledby="rooms-talks">
          <div className="rooms-title">
            <h2 id="rooms-talks">{t('rooms')}</h2>
            <IconButton icon="menu" label={t('browse')} onClick={() => setOpen('browse')} />
            <IconButton icon="add" label={t('create')} onClick={() => setOpen('create')} />
          </div>
          <RoomList rooms={talks} current={current} />
        </section>
        <section aria-labelledby="rooms-directs">
          <div className="rooms-title">
            <h2 id="rooms-directs">{t('direct')}</h2>
          </div>
          {directs.length === 0 ? (
            <p className="rooms-none">{t('noDirect')}</p>
          ) : (
            <RoomList rooms={directs} current={current} />
          )}
        </section>
      </div>
      <Me />
      {open === 'create' && <CreateRoom onClose={() => setOpen(undefined)} />}
      {open === 'browse' && <BrowseRooms onClose={() => setOpen(undefined)} />}
    </>
  )
}

function RoomList({ rooms, current }: { readonly rooms: readonly JoinedRoom[]; readonly current: string | undefined }) {
  return (
    <ul className="rooms-list">
      {rooms.map((room) => (
        <RoomRow key={room.slug} room={room} current={room.slug === current} />
      ))}
    </ul>
  )
}

/** The lobby first, other rooms by name, people by who spoke last. */
function useLists() {
  const rooms = useChat(roomsOf)
  const me = useChat(({ session }) => session.me?.id)
  const route = useRoute()
  const current = route.kind === 'room' ? route.room : route.kind === 'home' ? 'lobby' : undefined
  return useMemo(() => {
    const all = [...rooms.values()]
    const byTitle = (one: JoinedRoom, other: JoinedRoom): number => titleOf(one, me).localeCompare(titleOf(other, me))
    const talks = all.filter(({ kind }) => kind !== 'direct' && kind !== 'lobby').toSorted(byTitle)
    const directs = all.filter(({ kind }) => kind === 'direct').toSorted(byTitle)
    return { talks: [...all.filter(({ kind }) => kind === 'lobby'), ...talks], directs, current }
  }, [rooms, me, current])
}

function PageMenu() {
  const t = useWords(roomWords)
  const isOperator = useChat(({ session }) => session.me?.operator === true)
  const admin: MenuRow[] = isOperator ? [{ label: t('admin'), icon: 'shield', onPick: () => go('/admin') }] : []
  return (
    <Menu
      icon="more"
      label={t('menu')}
      rows={[{ label: t('settings'), icon: 'settings', onPick: () => go('/settings') }, ...admin]}
    />
  )
}
