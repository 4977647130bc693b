// The filters of a search as controls, for who would rather choose than type them.

import { useEffect, useState } from 'react'

import { useWords } from '../../i18n/words.ts'
import { useChat } from '../../state/chat.tsx'
import { titleOf } from '../../state/titles.ts'
import { Check, Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { type Filter, type Query, withFilter } from './query.ts'
import { searchWords } from './words.ts'

interface FiltersProps {
  readonly query: Query
  readonly onQuery: (query: Query) => void
}

export function Filters({ query, onQuery }: FiltersProps) {
  const t = useWords(searchWords)
  const set = <Name extends Filter>(name: Name, value: Query[Name]): void => onQuery(withFilter(query, name, value))
  return (
    <fieldset className="search-filters">
      <legend className="only-heard">{t('filters')}</legend>
      <RoomFilter room={query.room} onRoom={(room) => set('room', room)} />
      <FromFilter key={query.from} from={query.from} onFrom={(from) => set('from', from)} />
      {(['after', 'before'] as const).map((name) => (
        <Field
          key={`${name}${query[name]}`}
          label={t(name)}
          type="date"
          defaultValue={query[name]}
          onChange={({ target }) => target.value !== query[name] && set(name, target.value)}
        />
      ))}
      <Check checked={query.hasFile === true} onChange={({ target }) => set('hasFile', target.checked || undefined)}>
        {t('hasFile')}
      </Check>
    </fieldset>
  )
}

function RoomFilter({ room, onRoom }: { readonly room: string | undefined; readonly onRoom: (room: string) => void }) {
  const t = useWords(searchWords)
  const rooms = useChat((state) => state.rooms)
  const me = useChat(({ session }) => session.me?.id)
  const mine = [...rooms.values()].map((one) => ({ value: one.slug, label: titleOf(one, me) }))
  // A room may be typed by its name, or be one that is not ours.
  const typed = room === undefined || rooms.has(room) ? [] : [{ value: room, label: room }]
  const choices = [{ value: '', label: t('anyRoom') }, ...typed, ...mine]
  return (
    <Select label={t('room')} choices={choices} value={room ?? ''} onChange={({ target }) => onRoom(target.value)} />
  )
}

function FromFilter({
  from = '',
  onFrom,
}: {
  readonly from: string | undefined
  readonly onFrom: (from: string) => void
}) {
  const t = useWords(searchWords)
  const [name, setName] = useState(from)
  useEffect(() => setName(from), [from])
  const done = (): void => {
    const tidy = name.replaceAll('"', '').trim()
    if (tidy !== from) onFrom(tidy)
  }
  return (
    <Field
      label={t('from')}
      value={name}
      placeholder={t('anybody')}
      autoCapitalize="none"
      spellCheck={false}
      onChange={({ target }) => setName(target.value)}
      onBlur={done}
      onKeyDown={({ key }) => key === 'Enter' && done()}
    />
  )
}
