// Above a conversation: the room’s name and topic, and what can be done with it.

import { useEffect, useRef, useState } from 'react'

import { useWords } from '../../i18n/words.ts'
import { useChat, useClient } from '../../state/chat.tsx'
import { moderatesIn } from '../../state/powers.ts'
import { go, pathOf } from '../../state/route.ts'
import { titleOf } from '../../state/titles.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu, type MenuRow } from '../../ui/menu.tsx'
import { copyText } from '../../world/clipboard.ts'
import { Invite, RoomSettingsDialog } from './dialogs.tsx'
import { Topic } from './topic.tsx'
import { roomWords } from './words.ts'

interface RoomHeaderProps {
  readonly room: string
  readonly side: boolean
  readonly onSide: () => void
}

export function RoomHeader({ room: slug, side, onSide }: RoomHeaderProps) {
  const t = useWords(roomWords)
  const room = useChat(({ rooms }) => rooms.get(slug))
  const me = useChat(({ session }) => session.me?.id)
  const [open, setOpen] = useState<'invite' | 'settings'>()
  const people = usePeopleButton(side)
  if (room === undefined) return null
  return (
    <header className="room-head">
      <span className="room-back">
        <IconButton icon="back" label={t('back')} onClick={() => go('/')} />
      </span>
      <div className="room-about">
        <h1 className="room-title" dir="auto">
          {titleOf(room, me)}
        </h1>
        {room.kind !== 'direct' && <Topic room={room} />}
      </div>
      {room.kind !== 'direct' && room.kind !== 'lobby' && (
        <IconButton icon="add" label={t('invite')} onClick={() => setOpen('invite')} />
      )}
      <IconButton ref={people} icon="people" label={t('people')} aria-pressed={side} onClick={onSide} />
      <RoomMenu slug={slug} onSettings={() => setOpen('settings')} />
      {open === 'invite' && <Invite room={room} onClose={() => setOpen(undefined)} />}
      {open === 'settings' && <RoomSettingsDialog room={room} onClose={() => setOpen(undefined)} />}
    </header>
  )
}

/** Whoever closes the list of people from within is at the button that opens it again. */
function usePeopleButton(side: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  const was = useRef(side)
  useEffect(() => {
    if (was.current && !side && document.activeElement === document.body) button.current?.focus()
    was.current = side
  }, [side])
  return button
}

function RoomMenu({ slug, onSettings }: { readonly slug: string; readonly onSettings: () => void }) {
  const t = useWords(roomWords)
  const client = useClient()
  const room = useChat(({ rooms }) => rooms.get(slug))
  const moderates = useChat((state) => moderatesIn(state, slug))
  if (room === undefined) return null
  const leave = (): void => {
    client.do('room.leave', { room: slug }).then(
      () => go('/'),
      () => {},
    )
  }
  const rows: MenuRow[] = [
    {
      label: t('copyLink'),
      icon: 'link',
      onPick: () => void copyText(location.origin + pathOf(slug)),
    },
    {
      label: t('markRead'),
      icon: 'check',
      onPick: () => void client.do('message.read', { room: slug, seq: room.seq }).catch(() => {}),
    },
  ]
  if (moderates && room.kind !== 'direct') rows.push({ label: t('keep'), icon: 'shield', onPick: onSettings })
  if (room.kind !== 'lobby' && room.kind !== 'direct')
    rows.push({ label: t('leave'), icon: 'leave', look: 'bad', onPick: leave })
  return <Menu icon="more" label={t('more')} rows={rows} />
}
