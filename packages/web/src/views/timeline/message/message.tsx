// One message in the timeline, with the lines for a day and for what is new that stand above it.

import './message.css'

import type { Message } from '@hubbub/protocol'
import { type KeyboardEvent, memo, useState } from 'react'

import { useLanguage, useWords } from '../../../i18n/words.ts'
import { useChat } from '../../../state/chat.tsx'
import { Avatar } from '../../../ui/avatar.tsx'
import { dayText, fullText, timeText } from '../times.ts'
import { timelineWords } from '../words.ts'
import { Content } from './content.tsx'
import { Quote } from './quote.tsx'
import { Reactions } from './reactions.tsx'
import { Toolbar } from './toolbar.tsx'

interface MessageRowProps {
  readonly entry: Message
  /** The first of its day. */
  readonly day: boolean
  /** The first of several by one person. */
  readonly head: boolean
  /** The first that is new. */
  readonly isNew: boolean
  /** The one that the keyboard stands on. */
  readonly active: boolean
  /** The one that somebody has come to see. */
  readonly marked: boolean
}

// Where nothing hovers there is always a button for what can be done.
const hovers = typeof matchMedia === 'function' && matchMedia('(hover: hover)').matches

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { entry, day, head, isNew, active, marked } = props
  const { seq, at, reply } = entry
  const [near, setNear] = useState(false)
  const calls = useChat(({ session }) => session.me !== undefined && entry.mentions?.includes(session.me.id) === true)
  return (
    <div className="message-row">
      {day && <DayLine at={at} />}
      {isNew && <NewLine />}
      <article
        className="message"
        id={`message-${seq}`}
        data-seq={seq}
        data-head={head || undefined}
        data-calls={calls || undefined}
        data-marked={marked || undefined}
        aria-labelledby={`message-${seq}-by message-${seq}-says`}
        tabIndex={active ? 0 : -1}
        onPointerEnter={(event) => isMouse(event) && setNear(true)}
        onPointerLeave={(event) => isMouse(event) && setNear(false)}
        onFocus={() => setNear(true)}
        onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && setNear(false)}
        onKeyDown={openMenu}
        onContextMenu={(event) =>
          !isMouse(event.nativeEvent) && (event.preventDefault(), clickMenu(event.currentTarget))
        }
      >
        {reply !== undefined && !entry.erased && <Quote seq={reply} />}
        <By id={`message-${seq}-by`} entry={entry} head={head} />
        <div className="message-main" id={`message-${seq}-says`}>
          <Content entry={entry} />
        </div>
        {!entry.erased && <Reactions entry={entry} />}
        {(near || !hovers) && <Toolbar entry={entry} />}
      </article>
    </div>
  )
})

function isMouse(event: object): boolean {
  return !('pointerType' in event && (event.pointerType === 'touch' || event.pointerType === 'pen'))
}

/** Enter, the menu key and Shift+F10 open what can be done; only on the message itself, not on a link within it. */
function openMenu(event: KeyboardEvent<HTMLElement>): void {
  if (event.target !== event.currentTarget) {
    if (event.key === 'Escape') event.currentTarget.focus()
    return
  }
  if (event.key !== 'Enter' && event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return
  event.preventDefault()
  clickMenu(event.currentTarget)
}

function clickMenu(message: HTMLElement): void {
  message.querySelector<HTMLElement>('.message-tools [aria-haspopup=menu]')?.click()
}

interface ByProps {
  readonly id: string
  readonly entry: Message
  readonly head: boolean
}

/** Who said it, and when; for those who see it, only once for several in a row. */
function By({ id, entry: { author, at, kind }, head }: ByProps) {
  const language = useLanguage()
  const time = (
    <time className="message-time" dateTime={new Date(at).toISOString()} title={fullText(at, language)}>
      {timeText(at, language)}
    </time>
  )
  if (head && kind !== 'action') {
    return (
      <>
        <Avatar name={author.name} />
        <div className="message-by" id={id}>
          <bdi className="message-name">{author.name}</bdi> {time}
        </div>
      </>
    )
  }
  return (
    <div className="message-when" id={id}>
      <span className="only-heard">{author.name} </span>
      {time}
    </div>
  )
}

function DayLine({ at }: { readonly at: number }) {
  const language = useLanguage()
  return (
    <div className="day-line">
      <span>{dayText(at, Date.now(), language)}</span>
    </div>
  )
}

function NewLine() {
  const t = useWords(timelineWords)
  return (
    <div className="new-line" id="new-line">
      <span>{t('isNew')}</span>
    </div>
  )
}
