// A room’s topic, and a way to change it for those who may.

import type { JoinedRoom } from '@hubbub/protocol'
import { useState } from 'react'

import { useWords } from '../../i18n/words.ts'
import { useChat } from '../../state/chat.tsx'
import { moderatesIn } from '../../state/powers.ts'
import { EditTopic } from './dialogs.tsx'
import { roomWords } from './words.ts'

export function Topic({ room }: { readonly room: JoinedRoom }) {
  const t = useWords(roomWords)
  const moderates = useChat((state) => moderatesIn(state, room.slug))
  const [editing, setEditing] = useState(false)
  const may = moderates || room.settings?.topicLocked !== true
  if (!may)
    return (
      <p className="room-topic" dir="auto">
        {room.topic}
      </p>
    )
  return (
    <>
      <button className="room-topic" type="button" title={t('topic')} dir="auto" onClick={() => setEditing(true)}>
        {room.topic === '' ? t('noTopic') : room.topic}
      </button>
      {editing && <EditTopic room={room} onClose={() => setEditing(false)} />}
    </>
  )
}
