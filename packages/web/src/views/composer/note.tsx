// Above the field: what a command has to tell, or what is wrong with what was typed.

import { useState } from 'react'

import { useWords } from '../../i18n/words.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Link } from '../../ui/link.tsx'
import { copyText } from '../../world/clipboard.ts'
import type { Answer, AnswerRow } from './commands/answer.ts'
import type { Note } from './use-composing.ts'
import { composerWords } from './words.ts'

export function NoteAbove({ note, onClose }: { readonly note: Note | undefined; readonly onClose: () => void }) {
  return (
    <>
      <div role="status">{note?.kind === 'answer' && <AnswerPanel answer={note.answer} onClose={onClose} />}</div>
      <div role="alert">{note?.kind === 'wrong' && <p className="composer-wrong">{note.says}</p>}</div>
    </>
  )
}

function AnswerPanel({
  answer: { says, rows = [] },
  onClose,
}: {
  readonly answer: Answer
  readonly onClose: () => void
}) {
  const t = useWords(composerWords)
  return (
    <section className="composer-answer" aria-label={t('answer')}>
      <IconButton icon="close" label={t('close')} onClick={onClose} />
      {says !== undefined && (
        <p className="composer-says" dir="auto">
          {says}
        </p>
      )}
      {rows.length > 0 && (
        <ul className="composer-rows" tabIndex={0} aria-label={says ?? t('answer')}>
          {rows.map((row, place) => (
            <Row key={place} row={row} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Row({ row: { text, about, path, isToCopy } }: { readonly row: AnswerRow }) {
  return (
    <li className="composer-row">
      {path === undefined ? (
        <span dir="auto">{text}</span>
      ) : (
        <Link to={path} dir="auto">
          {text}
        </Link>
      )}
      {about && (
        <span className="composer-row-about" dir="auto">
          {about}
        </span>
      )}
      {isToCopy && <Copy text={text} />}
    </li>
  )
}

function Copy({ text }: { readonly text: string }) {
  const t = useWords(composerWords)
  const [isCopied, setCopied] = useState(false)
  const copy = (): void =>
    void copyText(text).then(
      () => setCopied(true),
      () => {},
    )
  return (
    <Button icon={isCopied ? 'check' : 'copy'} onClick={copy}>
      {t(isCopied ? 'copied' : 'copy')}
    </Button>
  )
}
