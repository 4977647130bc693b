// The way back to the newest messages, and how many there are that one has not read.

import { unreadIn } from '@hubbub/client'

import { useWords } from '../../../i18n/words.ts'
import { useChat } from '../../../state/chat.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { timelineWords } from '../words.ts'

export function LatestButton({ room, onClick }: { readonly room: string; readonly onClick: () => void }) {
  const t = useWords(timelineWords)
  const count = useChat((state) => unreadIn(state, room))
  return (
    <button type="button" className="button timeline-latest" onClick={onClick}>
      <Icon name="down" />
      {count === 0 ? t('latest') : t('newOnes', { count })}
    </button>
  )
}
