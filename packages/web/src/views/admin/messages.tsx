// Everything that is stored, newest first, by person, room and words; each message can be deleted.

import type { Asked, Message, Reply } from '@hubbub/protocol'
import { type SubmitEvent, useCallback, useEffect, useState } from 'react'

import { useErrorText } from '../../i18n/errors.ts'
import { useLanguage, useWords } from '../../i18n/words.ts'
import { useClient } from '../../state/chat.tsx'
import { pathOf } from '../../state/route.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Link } from '../../ui/link.tsx'
import type { Whose } from './people-types.ts'
import { adminWords } from './words.ts'
import { said } from '../../ui/said.ts'

type Found = Reply<'server.messages'>
type Query = Pick<Asked<'server.messages'>, 'room' | 'text'>

interface MessagesProps {
  readonly whose: Whose
  readonly onWhose: (whose: Whose) => void
}

export function Messages({ whose, onWhose }: MessagesProps) {
  const t = useWords(adminWords)
  const [query, setQuery] = useState<Query>({})
  const { found, says, more, erase } = useFound(query, whose)
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [room, text] = [said(form, 'room').trim(), said(form, 'text').trim()]
    setQuery({ ...(room === '' ? {} : { room }), ...(text === '' ? {} : { text }) })
  }
  return (
    <section className="card" aria-label={t('messages')}>
      <p className="field-hint">{t('everything')}</p>
      <form className="card-row" onSubmit={submit}>
        <Field label={t('room')} name="room" placeholder={t('roomHint')} autoComplete="off" />
        <Field label={t('text')} name="text" autoComplete="off" />
        <Button type="submit" icon="search">
          {t('look')}
        </Button>
      </form>
      {whose && (
        <p>
          {t('theirsOf', { name: whose.name })}{' '}
          <IconButton icon="close" label={`${t('person')}: ${t('anybody')}`} onClick={() => onWhose(undefined)} />
        </p>
      )}
      <p role="status">{says || (found.entries.length === 0 && t('none'))}</p>
      <FoundTable found={found} onErase={erase} />
      {found.next && <Button onClick={more}>{t('more')}</Button>}
    </section>
  )
}

const nothing: Found = { entries: [], rooms: [] }

function useFound(query: Query, whose: Whose) {
  const client = useClient()
  const errorText = useErrorText()
  const [found, setFound] = useState(nothing)
  const [says, setSays] = useState('')
  const wrong = useCallback((cause: unknown) => setSays(errorText(cause)), [errorText])
  const person = whose?.id
  const look = useCallback(
    (before?: string) =>
      client.do('server.messages', {
        ...query,
        ...(person === undefined ? {} : { person }),
        ...(before === undefined ? {} : { before }),
      }),
    [client, query, person],
  )
  useEffect(() => {
    setSays('')
    setFound(nothing)
    look().then(setFound, wrong)
  }, [look, wrong])
  const more = (): void => {
    look(found.next).then(
      (page) =>
        setFound({ ...page, entries: [...found.entries, ...page.entries], rooms: [...found.rooms, ...page.rooms] }),
      wrong,
    )
  }
  const erase = (message: Message): void => {
    const { room, seq } = message
    const mark = (entry: Message): Message => (entry === message ? asErased(entry) : entry)
    client.do('server.erase', { room, seq }).then(() => setFound({ ...found, entries: found.entries.map(mark) }), wrong)
  }
  return { found, says, more, erase }
}

function asErased({ file: _, ...entry }: Message): Message {
  return { ...entry, body: '', erased: { by: entry.author, at: entry.at } }
}

function FoundTable({ found, onErase }: { readonly found: Found; readonly onErase: (message: Message) => void }) {
  const t = useWords(adminWords)
  const names = new Map(found.rooms.map(({ slug, name }) => [slug, name]))
  if (found.entries.length === 0) return null
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('when')}</th>
            <th scope="col">{t('room')}</th>
            <th scope="col">{t('who')}</th>
            <th scope="col">{t('what')}</th>
            <th>
              <span className="only-heard">{t('erase')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {found.entries.map((entry) => (
            <FoundRow
              key={`${entry.room} ${entry.seq}`}
              entry={entry}
              room={names.get(entry.room) ?? entry.room}
              onErase={onErase}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface FoundRowProps {
  readonly entry: Message
  readonly room: string
  readonly onErase: (message: Message) => void
}

function FoundRow({ entry, room, onErase }: FoundRowProps) {
  const t = useWords(adminWords)
  const language = useLanguage()
  const { at, author, body, file, erased } = entry
  return (
    <tr>
      <td className="table-when">
        {new Date(at).toLocaleString(language, { dateStyle: 'short', timeStyle: 'short' })}
      </td>
      <td dir="auto">
        <Link to={pathOf(entry.room, entry.seq)}>{room}</Link>
      </td>
      <td dir="auto">{author.name}</td>
      <td dir="auto" className="table-what">
        {erased ? <em>{t('erased')}</em> : [body, file && `📎 ${file.name}`].filter(Boolean).join(' ')}
      </td>
      <td>
        {!erased && (
          <IconButton icon="trash" label={t('eraseOf', { name: author.name })} onClick={() => onErase(entry)} />
        )}
      </td>
    </tr>
  )
}
