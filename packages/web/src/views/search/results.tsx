// What was found: each message leads to its place in its room.

import type { Message } from '@hubbub/protocol'

import { useLanguage } from '../../i18n/words.ts'
import { useChat } from '../../state/chat.tsx'
import { pathOf } from '../../state/route.ts'
import { titleOf } from '../../state/titles.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { snippetOf } from './marks.ts'

interface ResultsProps {
  readonly label: string
  readonly entries: readonly Message[]
  /** What was looked for. */
  readonly words: string
}

export function Results({ label, entries, words }: ResultsProps) {
  return (
    <ol className="results" aria-label={label}>
      {entries.map((entry) => (
        <li key={`${entry.room} ${entry.seq}`}>
          <Result entry={entry} words={words} />
        </li>
      ))}
    </ol>
  )
}

function Result({ entry, words }: { readonly entry: Message; readonly words: string }) {
  const { room: slug, seq, author, at, body, file } = entry
  const room = useChat(({ rooms }) => rooms.get(slug))
  const me = useChat(({ session }) => session.me?.id)
  return (
    <Link className="result" to={pathOf(slug, seq)}>
      <Avatar name={author.name} />
      <span className="result-text">
        <span className="result-head">
          <strong dir="auto">{author.name}</strong>
          <span className="result-room" dir="auto">
            {room === undefined ? slug : titleOf(room, me)}
          </span>
          <When at={at} />
        </span>
        {body !== '' && <Snippet body={body} words={words} />}
        {file !== undefined && (
          <span className="result-file" dir="auto">
            <Icon name="file" /> {file.name}
          </span>
        )}
      </span>
    </Link>
  )
}

function When({ at }: { readonly at: number }) {
  const language = useLanguage()
  const date = new Date(at)
  const text = date.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <time className="result-when" dateTime={date.toISOString()}>
      {text}
    </time>
  )
}

function Snippet({ body, words }: Pick<ResultsProps, 'words'> & { readonly body: string }) {
  return (
    <span className="result-body" dir="auto">
      {snippetOf(body, words).map(({ text, isMarked }, place) =>
        isMarked ? <mark key={place}>{text}</mark> : <span key={place}>{text}</span>,
      )}
    </span>
  )
}
