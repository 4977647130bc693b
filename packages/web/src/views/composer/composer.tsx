// Where something is written: text, files, commands.

import './composer.css'

import { limits } from '@hubbub/protocol'
import { useCallback, useEffect, useId, useRef } from 'react'

import { useWords } from '../../i18n/words.ts'
import { useChat, useClient } from '../../state/chat.tsx'
import { draft, useDrafting } from '../../state/drafting.ts'
import { readRoute } from '../../state/route.ts'
import { titleOf } from '../../state/titles.ts'
import { useUploads } from '../../state/uploads/use-uploads.ts'
import { Link } from '../../ui/link.tsx'
import { touches } from '../../world/pointer.ts'
import { AttachButton, EmojiButton, SendButton } from './buttons.tsx'
import { Field } from './field.tsx'
import { DropZone } from './files/drop.tsx'
import { FileRows } from './files/rows.tsx'
import { fileWords } from './files/words.ts'
import { NoteAbove } from './note.tsx'
import { bytesOver, lastOf } from './reading.ts'
import { type Silenced, silencedIn } from './speaking.ts'
import { Strip, takeBack } from './strip.tsx'
import { type Note, useComposing } from './use-composing.ts'
import { composerWords } from './words.ts'

export function Composer({ room }: { readonly room: string }) {
  const silenced = useChat((state) => silencedIn(state, room))
  return (
    <div className="composer">{silenced === undefined ? <Open room={room} /> : <SilencedNote why={silenced} />}</div>
  )
}

/** Files may not be dropped here, and do not lead away either. */
function SilencedNote({ why }: { readonly why: Silenced }) {
  const t = useWords(composerWords)
  return (
    <>
      <p className="composer-silenced">
        {t(why)} {why === 'accounts' && <Link to="/settings">{t('toAccount')}</Link>}
      </p>
      <DropZone onFiles={undefined} />
    </>
  )
}

function Open({ room }: { readonly room: string }) {
  const id = useId()
  const label = useLabel(room)
  const drafting = useDrafting(room)
  const field = useRef<HTMLTextAreaElement>(null)
  const { note, setNote, write, send } = useComposing(room)
  const onFiles = useFiles(room, setNote)
  const onLast = useLast(room)
  useFocus(field, drafting.reply ?? drafting.editing)
  const isEditing = drafting.editing !== undefined
  const focus = useCallback(() => field.current?.focus({ preventScroll: true }), [])
  const closeNote = (): void => {
    setNote(undefined)
    focus()
  }
  const onCancel = (): boolean => {
    if (note === undefined) return takeBack(room, drafting)
    setNote(undefined)
    return true
  }
  return (
    <>
      <NoteAbove note={note} onClose={closeNote} />
      <form
        className="composer-card"
        onSubmit={(event) => {
          event.preventDefault()
          send()
          field.current?.focus()
        }}
      >
        <Strip room={room} drafting={drafting} onCancelled={focus} />
        <FileRows room={room} onGone={focus} />
        <div className="composer-line">
          <AttachButton onFiles={onFiles} />
          <Field
            {...{ room, label, field, onFiles, onLast, onCancel }}
            text={drafting.text}
            about={id}
            onWrite={write}
            onSend={send}
          />
          <EmojiButton field={field} />
          <SendButton room={room} text={drafting.text} isEditing={isEditing} />
        </div>
        <Length id={id} text={drafting.text} />
      </form>
      <DropZone onFiles={isEditing ? undefined : onFiles} />
    </>
  )
}

function useLabel(slug: string): string {
  const t = useWords(composerWords)
  const room = useChat(({ rooms }) => rooms.get(slug))
  const me = useChat(({ session }) => session.me?.id)
  return t('to', { room: room === undefined ? slug : titleOf(room, me) })
}

/** Chooses files for a room, as far as there is place for them. */
function useFiles(room: string, setNote: (note: Note) => void): (files: readonly File[]) => void {
  const t = useWords(fileWords)
  const uploads = useUploads()
  return useCallback(
    (files) => {
      const says = t('tooMany', { count: limits.web_uploads_waiting_max })
      if (uploads.choose(room, files) > 0) setNote({ kind: 'wrong', says })
    },
    [room, t, uploads, setNote],
  )
}

/** Begins to change what one said last; tells whether there was anything. */
function useLast(room: string): () => boolean {
  const client = useClient()
  return () => {
    const { session, messages } = client.state
    const last = lastOf(session.me?.id, messages.get(room))
    if (last !== undefined) draft(room, { text: last.body, editing: last })
    return last !== undefined
  }
}

/** Who opens a room writes at once, unless it is opened at a place in it; so does who answers or changes a message. */
function useFocus(field: { readonly current: HTMLTextAreaElement | null }, about: unknown): void {
  useEffect(() => {
    const route = readRoute(location.pathname)
    if (!touches() && (route.kind !== 'room' || route.seq === undefined)) field.current?.focus({ preventScroll: true })
  }, [field])
  useEffect(() => {
    const [at, end] = [field.current, field.current?.value.length ?? 0]
    if (about === undefined || at === null) return
    at.focus()
    at.setSelectionRange(end, end)
  }, [field, about])
}

/** Said before it is sent, and a while before it is too long. */
function Length({ id, text }: { readonly id: string; readonly text: string }) {
  const t = useWords(composerWords)
  const over = bytesOver(text)
  const isNear = over > -limits.message_body_bytes_max / 16
  return (
    <p className="composer-length" id={id} data-over={over > 0} role="status">
      {isNear && t(over > 0 ? 'over' : 'left', { count: Math.abs(over) })}
    </p>
  )
}
