// The way back to the newest messages, and how many there are that one has not read.

import { unreadIn } from '@hubbub/client'
import { useRef } from 'react'

import { useWords } from '../../../i18n/words.ts'
import { useChat } from '../../../state/chat.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useGone } from '../../../world/focus.ts'
import { timelineWords } from '../words.ts'

interface LatestButtonProps {
  readonly room: string
  readonly onClick: () => void
  /** It is there, and has no more use for the focus. */
  readonly onGone: () => void
}

export function LatestButton({ room, onClick, onGone }: LatestButtonProps) {
  const t = useWords(timelineWords)
  const count = useChat((state) => unreadIn(state, room))
  const button = useRef<HTMLButtonElement>(null)
  useGone(button, onGone)
  return (
    <button ref={button} type="button" className="button timeline-latest" onClick={onClick}>
      <Icon name="down" />
      {count === 0 ? t('latest') : t('newOnes', { count })}
    </button>
  )
}
