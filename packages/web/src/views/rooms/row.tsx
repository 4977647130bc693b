// One room in the list: its name, and how much in it is new.

import { unreadIn, unreadMentions } from '@hubbub/client'
import type { JoinedRoom } from '@hubbub/protocol'

import { useWords } from '../../i18n/words.ts'
import { useChat } from '../../state/chat.tsx'
import { isSeenHere, useSeenHere } from '../../state/unread/seen.ts'
import { titleOf } from '../../state/titles.ts'
import { pathOf } from '../../state/route.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { roomWords } from './words.ts'

interface RoomRowProps {
  readonly room: JoinedRoom
  readonly current: boolean
}

export function RoomRow({ room, current }: RoomRowProps) {
  const t = useWords(roomWords)
  const me = useChat(({ session }) => session.me?.id)
  const other = room.people?.find(({ id }) => id !== me)
  const status = useChat(({ people }) =>
    other === undefined ? undefined : (people.get(other.id)?.status ?? 'OFFLINE'),
  )
  const title = titleOf(room, me)
  useSeenHere()
  const isSeen = isSeenHere(room)
  const unread = useChat((state) => (isSeen ? 0 : unreadIn(state, room.slug)))
  const mentions = isSeen ? 0 : unreadMentions(room)
  return (
    <li>
      <Link
        className="room-row"
        to={pathOf(room.slug)}
        aria-current={current ? 'page' : undefined}
        data-unread={unread > 0}
      >
        {room.kind === 'direct' ? (
          <span className="room-person">
            <Avatar name={title} size="1.375rem" />
            <span className="presence" data-status={status} />
          </span>
        ) : (
          <span className="room-sign">{room.kind === 'invite-only' ? <Icon name="lock" /> : '#'}</span>
        )}
        <span className="room-name" dir="auto">
          {title}
        </span>
        {status && <span className="only-heard">, {t(status)}</span>}
        {mentions > 0 ? (
          <span className="badge" data-look="mark">
            <span aria-hidden="true">@{mentions}</span>
            <span className="only-heard">, {t('mentions', { count: mentions })}</span>
          </span>
        ) : (
          unread > 0 && (
            <span className="badge">
              <span aria-hidden="true">{unread > 999 ? '999+' : unread}</span>
              <span className="only-heard">, {t('unread', { count: unread })}</span>
            </span>
          )
        )}
      </Link>
    </li>
  )
}
