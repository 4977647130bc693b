// The field that one writes in: it grows with what is written, completes it, and sends it with Enter.

import { type ClipboardEvent, type KeyboardEvent, type RefObject, useId, useLayoutEffect, useState } from 'react'

import { useWords } from '../../i18n/words.ts'
import { touches } from '../../world/pointer.ts'
import type { Candidate } from './completion/candidates.ts'
import { CompletionList, optionId } from './completion/list.tsx'
import { type Completion, useCompletion } from './completion/use-completion.ts'
import { composerWords } from './words.ts'
import { fit, putIn } from './writing.ts'

interface FieldProps {
  readonly room: string
  readonly label: string
  readonly text: string
  readonly field: RefObject<HTMLTextAreaElement | null>
  /** The id of what is to be said of the text, such as that it is too long. */
  readonly about: string
  readonly onWrite: (text: string) => void
  readonly onSend: () => void
  /** Escape: tells whether there was anything to take back. */
  readonly onCancel: () => boolean
  /** Arrow up where nothing is written. */
  readonly onLast: () => boolean
  readonly onFiles: (files: readonly File[]) => void
}

export function Field(props: FieldProps) {
  const { room, label, text, field, about, onWrite, onFiles } = props
  const t = useWords(composerWords)
  const id = useId()
  const [caret, setCaret] = useState(text.length)
  const completion = useCompletion(room, text, Math.min(caret, text.length))
  useLayoutEffect(() => fit(field.current), [field, text])
  const look = (): void => setCaret(caretOf(field.current))
  const take = (candidate: Candidate): void => {
    if (completion === undefined || field.current === null) return
    putIn(field.current, candidate.text, completion.target)
    look()
  }
  return (
    <div className="composer-writing">
      {completion && <CompletionList id={id} candidates={completion.candidates} at={completion.at} onTake={take} />}
      <textarea
        className="composer-text"
        ref={field}
        rows={1}
        dir="auto"
        aria-label={label}
        aria-describedby={about}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={completion && id}
        aria-activedescendant={completion && optionId(id, completion.at)}
        placeholder={label}
        enterKeyHint={touches() ? 'enter' : 'send'}
        value={text}
        onChange={({ target }) => {
          setCaret(caretOf(target))
          onWrite(target.value)
        }}
        onSelect={look}
        onBlur={() => completion?.close()}
        onKeyDown={(event) => {
          if (!event.nativeEvent.isComposing && event.keyCode !== 229) press(event, { ...props, completion, take })
        }}
        onPaste={(event) => paste(event, onFiles)}
      />
      <p className="only-heard" role="status">
        {completion && t('suggested', { count: completion.candidates.length })}
      </p>
    </div>
  )
}

/** Where something is chosen by its length, there is nothing to complete. */
function caretOf(field: HTMLTextAreaElement | null): number {
  if (field === null || field.selectionStart !== field.selectionEnd) return Infinity
  return field.selectionStart
}

interface Press extends FieldProps {
  readonly completion: Completion | undefined
  readonly take: (candidate: Candidate) => void
}

/** What a key does; true when that is all it does. */
type Key = (event: KeyboardEvent<HTMLTextAreaElement>, press: Press) => boolean

const keys: Readonly<Record<string, Key>> = {
  Enter: (event, press) =>
    takes(press, press.completion?.isTakenByEnter === true && isPlain(event)) || sends(event, press),
  Tab: (event, press) => takes(press, isPlain(event)),
  Escape: (_event, { completion, onCancel }) => {
    if (completion === undefined) return onCancel()
    completion.close()
    return true
  },
  ArrowUp: (event, { completion, text, onLast }) =>
    moves(completion, -1) || (text === '' && isPlain(event) && onLast()),
  ArrowDown: (_event, { completion }) => moves(completion, 1),
}

function press(event: KeyboardEvent<HTMLTextAreaElement>, parts: Press): void {
  if (keys[event.key]?.(event, parts) !== true) return
  event.preventDefault()
  event.stopPropagation()
}

function isPlain({ shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return !shiftKey && !ctrlKey && !metaKey && !altKey
}

function takes({ completion, take }: Press, isWanted: boolean): boolean {
  const candidate = completion?.candidates[completion.at]
  if (!isWanted || candidate === undefined) return false
  take(candidate)
  return true
}

/** On a screen that is touched Enter makes a line, and a button sends. */
function sends(event: KeyboardEvent, { onSend }: Press): boolean {
  const isWanted = event.ctrlKey || event.metaKey || (isPlain(event) && !touches())
  if (isWanted) onSend()
  return isWanted
}

function moves(completion: Completion | undefined, step: number): boolean {
  completion?.move(step)
  return completion !== undefined
}

/** A picture that comes with its text, as from a page or a table, is pasted as text. */
function paste(event: ClipboardEvent<HTMLTextAreaElement>, onFiles: FieldProps['onFiles']): void {
  const { files, types } = event.clipboardData
  if (files.length === 0 || types.includes('text/plain')) return
  event.preventDefault()
  onFiles([...files])
}
