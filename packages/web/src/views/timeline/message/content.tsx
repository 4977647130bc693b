// What a message says: its words, its file, or that it was taken back.

import type { Message } from '@hubbub/protocol'
import { useState } from 'react'

import { useLanguage, useWords } from '../../../i18n/words.ts'
import { useChat } from '../../../state/chat.tsx'
import { Attachment } from '../files/attachment.tsx'
import { Body } from '../text/body.tsx'
import { beginningOf } from '../text/excerpt.ts'
import { textWords } from '../text/words.ts'
import { fullText } from '../times.ts'
import { useTools } from '../tools.ts'
import { messageWords } from './words.ts'

export function Content({ entry }: { readonly entry: Message }) {
  const t = useWords(messageWords)
  if (entry.erased) return <Erased entry={entry} erased={entry.erased} />
  return (
    <div className="message-content" data-kind={entry.kind}>
      {entry.kind === 'notice' && <span className="message-kind">{t('notice')}</span>}
      {entry.kind === 'action' && (
        <bdi className="message-name" aria-hidden="true">
          {entry.author.name}
        </bdi>
      )}
      {entry.body !== '' && <Words entry={entry} />}
      {entry.editedAt !== undefined && <Edited at={entry.editedAt} />}
      {entry.file && <Attachment entry={entry} file={entry.file} />}
    </div>
  )
}

function Erased({ entry, erased }: { readonly entry: Message; readonly erased: NonNullable<Message['erased']> }) {
  const t = useWords(messageWords)
  const { by, reason } = erased
  return (
    <p className="message-erased" dir="auto">
      {by.id === entry.author.id ? t('takenBack') : t('takenBackBy', { name: by.name })}
      {reason && ` ${t('why', { reason })}`}
    </p>
  )
}

function Edited({ at }: { readonly at: number }) {
  const t = useWords(messageWords)
  const language = useLanguage()
  return (
    <span className="message-edited" title={t('editedAt', { time: fullText(at, language) })}>
      {t('edited')}
    </span>
  )
}

/** The beginning of what is very long, until somebody wants to see all of it. */
function Words({ entry: { seq, body, mentions } }: { readonly entry: Message }) {
  const t = useWords(textWords)
  const { opened } = useTools()
  const [isOpen, setOpen] = useState(() => opened.has(seq))
  const names = useChat(({ people }) => mentions?.flatMap((id) => people.get(id)?.name ?? []).join('\n') ?? '')
  const beginning = beginningOf(body)
  const toggle = (): void => {
    if (isOpen) opened.delete(seq)
    else opened.add(seq)
    setOpen(!isOpen)
  }
  return (
    <>
      <Body text={isOpen ? body : (beginning ?? body)} names={names} />
      {beginning !== undefined && (
        <button type="button" className="text-more" aria-expanded={isOpen} onClick={toggle}>
          {isOpen ? t('less') : t('more')}
        </button>
      )}
    </>
  )
}
