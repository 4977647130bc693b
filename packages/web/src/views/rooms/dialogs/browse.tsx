// All rooms that one may know of, with a way into each.

import type { ListedRoom } from '@hubbub/protocol'
import { useEffect, useState } from 'react'

import { useErrorText } from '../../../i18n/errors.ts'
import { useWords } from '../../../i18n/words.ts'
import { useClient } from '../../../state/chat.tsx'
import { go, pathOf } from '../../../state/route.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { dialogWords } from './words.ts'

export function BrowseRooms({ onClose }: { readonly onClose: () => void }) {
  const t = useWords(dialogWords)
  const errorText = useErrorText()
  const client = useClient()
  const [rooms, setRooms] = useState<readonly ListedRoom[]>([])
  const [says, setSays] = useState('')
  useEffect(() => {
    client.do('room.list', {}).then(
      (reply) => setRooms(reply.rooms.filter(({ kind }) => kind !== 'direct')),
      (cause: unknown) => setSays(errorText(cause)),
    )
  }, [client, errorText])
  const enter = async ({ slug, joined }: ListedRoom): Promise<void> => {
    if (!joined) await client.do('room.join', { room: slug, backlog: 0 })
    onClose()
    go(pathOf(slug))
  }
  return (
    <Dialog title={t('browse')} onClose={onClose}>
      <p role="status">{says || (rooms.length === 0 && t('noRooms'))}</p>
      <ul className="browse-list">
        {rooms.map((room) => (
          <li key={room.slug} className="browse-row">
            <span className="browse-about">
              <strong dir="auto">{room.name}</strong>
              <span dir="auto">{room.topic}</span>
              <span>
                {t('here', { count: room.here })}
                {room.kind === 'invite-only' && ` · ${t('invitedOnly')}`}
              </span>
            </span>
            <Button
              look={room.joined ? 'quiet' : 'main'}
              aria-label={`${room.joined ? t('open') : t('join')}: ${room.name}`}
              onClick={() => void enter(room).catch((cause: unknown) => setSays(errorText(cause)))}
            >
              {room.joined ? t('open') : t('join')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
