// The reactions to a message: how many, whose, and whether one’s own is among them.

import type { Message, Reacted } from '@hubbub/protocol'
import { useRef } from 'react'

import { useLanguage, useWords } from '../../../i18n/words.ts'
import { useChat } from '../../../state/chat.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useGone } from '../../../world/focus.ts'
import { listText } from '../times.ts'
import { useTools } from '../tools.ts'
import { useReact } from './use-acts.ts'
import { messageWords } from './words.ts'

export function Reactions({ entry }: { readonly entry: Message }) {
  const t = useWords(messageWords)
  const tools = useTools()
  if (entry.reactions === undefined || entry.reactions.length === 0) return null
  return (
    <div className="reactions" role="group" aria-label={t('reactions')}>
      {entry.reactions.map((reacted) => (
        <Chip key={reacted.text} entry={entry} reacted={reacted} />
      ))}
      <button
        type="button"
        className="reaction"
        aria-label={t('react')}
        title={t('react')}
        onClick={() => tools.pick(entry)}
      >
        <Icon name="emoji" />
      </button>
    </div>
  )
}

function Chip({ entry, reacted: { text, people } }: { readonly entry: Message; readonly reacted: Reacted }) {
  const t = useWords(messageWords)
  const language = useLanguage()
  const me = useChat(({ session }) => session.me?.id)
  const react = useReact()
  const chip = useRef<HTMLButtonElement>(null)
  useGone(chip, toMessage)
  const names = listText(
    people.map(({ name }) => name),
    language,
  )
  return (
    <button
      ref={chip}
      type="button"
      className="reaction"
      aria-pressed={people.some(({ id }) => id === me)}
      aria-label={t('reacted', { emoji: text, count: people.length, names })}
      title={names}
      onClick={() => react(entry, text)}
    >
      <span className="reaction-text" dir="auto">
        {text}
      </span>
      <span className="reaction-count">{people.length}</span>
    </button>
  )
}

/** The last of a reaction was taken back, and the message is still there. */
function toMessage(at: HTMLElement): void {
  at.closest<HTMLElement>('article')?.focus({ preventScroll: true })
}
