// What becomes of what is written in a room: it is said, replaces a message, is carried out, or goes with files.

import { openTyping, type Typing } from '@hubbub/client'
import type { Typed } from '@hubbub/protocol'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

import { useErrorText } from '../../i18n/errors.ts'
import { useLanguage, useWords } from '../../i18n/words.ts'
import { startAgain } from '../../state/boot.ts'
import { useClient } from '../../state/chat.tsx'
import { draft, draftingIn } from '../../state/drafting.ts'
import { moderatesIn } from '../../state/powers.ts'
import { go } from '../../state/route.ts'
import { useUploads } from '../../state/uploads/use-uploads.ts'
import { clock } from '../../world/ports.ts'
import type { Answer } from './commands/answer.ts'
import { bytesOver, readText } from './reading.ts'
import { isSaying, say, type Sender, speak } from './sending.ts'
import { composerWords } from './words.ts'

/** What is to be read above the field. */
export type Note =
  | { readonly kind: 'wrong'; readonly says: string }
  | { readonly kind: 'answer'; readonly answer: Answer }

export interface Composing {
  readonly note: Note | undefined
  setNote(note: Note | undefined): void
  write(text: string): void
  send(): void
}

export function useComposing(room: string): Composing {
  const t = useWords(composerWords)
  const [note, setNote] = useState<Note>()
  const sender = useSender(room, setNote)
  const typing = useTyping(room)
  const command = useCommand(room)
  const { isBusy, finish } = useFinish(sender, setNote)
  const edit = async (seq: number, body: string): Promise<Answer> => {
    await sender.client.do('message.edit', { room, seq, body })
    return {}
  }
  const replace = (seq: number, was: string): void => {
    const body = draftingIn(room).text.trimEnd()
    if (body === '') setNote({ kind: 'wrong', says: t('emptied') })
    else if (body === was) draft(room)
    else void finish(edit(seq, body))
  }
  const send = (): void => {
    const { text, editing } = draftingIn(room)
    if (isBusy || bytesOver(text) > 0) return
    setNote(undefined)
    typing.current?.sent()
    if (editing !== undefined) return replace(editing.seq, editing.body)
    const typed = readText(text, room)
    if (typed.kind === 'text') speak(sender, typed.body)
    else if (isSaying(typed)) say(sender, typed.input)
    else void finish(command(text, typed))
  }
  const write = (text: string): void => {
    const now = { ...draftingIn(room), text }
    draft(room, now)
    // Neither a command nor a change of what was said is something new that is coming.
    typing.current?.typed(now.editing !== undefined || text.startsWith('/') ? '' : text)
    if (note?.kind === 'wrong') setNote(undefined)
  }
  return { note, setNote, write, send }
}

type SetNote = Composing['setNote']

function useSender(room: string, setNote: SetNote): Sender {
  const client = useClient()
  const uploads = useUploads()
  const errorText = useErrorText()
  return useMemo(() => {
    const fail = (cause: unknown): void => setNote({ kind: 'wrong', says: errorText(cause) })
    return { client, uploads, room, fail }
  }, [client, uploads, room, errorText, setNote])
}

/** Until something is done the text stays where it is, and nothing else is begun; then it is gone, or says why not. */
function useFinish({ room, fail }: Sender, setNote: SetNote) {
  const [isBusy, setBusy] = useState(false)
  const finish = async (work: Promise<Answer>): Promise<void> => {
    const { text } = draftingIn(room)
    setBusy(true)
    try {
      const answer = await work
      if (draftingIn(room).text === text) draft(room)
      if (answer.says !== undefined || answer.rows !== undefined) setNote({ kind: 'answer', answer })
      if (answer.path !== undefined) go(answer.path)
    } catch (cause) {
      fail(cause)
    } finally {
      setBusy(false)
    }
  }
  return { isBusy, finish }
}

/** Commands are loaded when the first one is given. */
function useCommand(room: string) {
  const client = useClient()
  const language = useLanguage()
  return useCallback(
    async (line: string, typed: Exclude<Typed, { kind: 'text' }>): Promise<Answer> => {
      const { run } = await import('./commands/run.ts')
      const operates = client.state.session.me?.operator === true
      const powers = { operates, moderates: moderatesIn(client.state, room) }
      return run(client, { line, typed }, { language, powers, leave: () => startAgain(client) })
    },
    [client, language, room],
  )
}

/** Others are told that somebody types, until this is closed. */
function useTyping(room: string): { readonly current: Typing | undefined } {
  const client = useClient()
  const ref = useRef<Typing>(undefined)
  useEffect(() => {
    const typing = openTyping(client, clock, room)
    ref.current = typing
    return () => typing.close()
  }, [client, room])
  return ref
}
