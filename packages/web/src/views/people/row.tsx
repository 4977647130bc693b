// One person in the list, and what can be done with them.

import type { Client } from '@hubbub/client'
import type { Member } from '@hubbub/protocol'
import { useRef, useState } from 'react'

import { useWords } from '../../i18n/words.ts'
import { useChat, useClient } from '../../state/chat.tsx'
import { moderatesIn } from '../../state/powers.ts'
import { go, pathOf } from '../../state/route.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Menu, type MenuRow } from '../../ui/menu.tsx'
import { useGone } from '../../world/focus.ts'
import { AboutPerson } from './about.tsx'
import { type Act, ConfirmAct } from './confirm.tsx'
import { maskOf } from './mask.ts'
import { peopleWords } from './words.ts'

interface PersonRowProps {
  readonly member: Member
  readonly room: string
}

type Open = 'about' | Act

export function PersonRow({ member, room }: PersonRowProps) {
  const t = useWords(peopleWords)
  const me = useChat(({ session }) => session.me?.id)
  const [open, setOpen] = useState<Open>()
  const row = useRef<HTMLLIElement>(null)
  useGone(row, toList)
  const rows = useRows(member, room, setOpen)
  const is = [
    member.id === me && t('you'),
    member.operator && t('operator'),
    member.role !== 'member' && t(member.role),
    member.bot && t('bot'),
  ].filter(Boolean)
  const close = (): void => setOpen(undefined)
  return (
    <li ref={row}>
      <Menu label={t('actions', { name: member.name })} rows={rows}>
        <span className="room-person">
          <Avatar name={member.name} size="1.75rem" />
          <span className="presence" data-status={member.status} />
        </span>
        <span className="person-name">
          <span dir="auto">{member.name}</span>
          <span className="only-heard">, {t(member.status)}</span>
          {is.length > 0 && <small>{is.join(' · ')}</small>}
        </span>
      </Menu>
      {open === 'about' && <AboutPerson name={member.name} onClose={close} />}
      {open !== undefined && open !== 'about' && <ConfirmAct act={open} person={member} room={room} onClose={close} />}
    </li>
  )
}

/** Somebody left, or was sent out: once the question about it is gone too, the list is still there, unless one is elsewhere. */
function toList(at: HTMLElement): void {
  const list = at.closest('aside')
  queueMicrotask(() => document.activeElement === document.body && list?.querySelector('button')?.focus())
}

function useRows(member: Member, room: string, onOpen: (open: Open) => void): readonly MenuRow[] {
  const t = useWords(peopleWords)
  const client = useClient()
  const me = useChat(({ session }) => session.me)
  const moderates = useChat((state) => moderatesIn(state, room))
  const isDirect = useChat(({ rooms }) => rooms.get(room)?.kind === 'direct')
  const about: MenuRow = { label: t('about'), icon: 'info', onPick: () => onOpen('about') }
  if (me === undefined || member.id === me.id) return [about]
  const rows: MenuRow[] = [{ label: t('write'), icon: 'send', onPick: () => void write(client, member.name) }, about]
  if (moderates && !isDirect) rows.push(...moderation(client, member, { t, room, onOpen }))
  if (me.operator) rows.push({ label: t('remove'), icon: 'close', look: 'bad', onPick: () => onOpen('remove') })
  return rows
}

interface Moderating {
  readonly t: ReturnType<typeof useWords<typeof peopleWords>>
  readonly room: string
  readonly onOpen: (open: Open) => void
}

const roles = { moderator: 'makeModerator', voice: 'makeVoice', member: 'makeMember' } as const

/** An owner stays one: owners alone may change that, and not by a slip in a menu. */
function moderation(client: Client, member: Member, { t, room, onOpen }: Moderating): MenuRow[] {
  const others = Object.entries(roles).filter(([role]) => role !== member.role && member.role !== 'owner')
  const become = others.map(([role, label]): MenuRow => {
    const input = { room, person: member.name, role: role as keyof typeof roles }
    return { label: t(label), icon: 'shield', onPick: () => void client.do('room.role', input).catch(() => {}) }
  })
  const mute = { room, mask: maskOf(member), list: 'mute', minutes: 60 } as const
  return [
    ...become,
    { label: t('mute'), icon: 'bell', onPick: () => void client.do('room.ban', mute).catch(() => {}) },
    { label: t('kick'), icon: 'leave', look: 'bad', onPick: () => onOpen('kick') },
    { label: t('ban'), icon: 'lock', look: 'bad', onPick: () => onOpen('ban') },
  ]
}

async function write(client: Client, person: string): Promise<void> {
  const { room } = await client.do('room.direct', { person })
  go(pathOf(room.slug))
}
