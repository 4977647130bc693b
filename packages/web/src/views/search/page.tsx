// The search page: what is looked for stands in its address, so that the way back leads through what was found.

import './search.css'

import { type SubmitEvent, useEffect, useRef, useState } from 'react'

import { useErrorText } from '../../i18n/errors.ts'
import { useWords } from '../../i18n/words.ts'
import { go, useRoute } from '../../state/route.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { type Search, useSearch } from './asking.ts'
import { Filters } from './filters.tsx'
import { formatQuery, parseQuery, type Query, questionOf } from './query.ts'
import { Results } from './results.tsx'
import { pathOfSearch, searchedFor } from './shortcut.ts'
import { searchWords } from './words.ts'

export default function SearchPage() {
  const t = useWords(searchWords)
  useRoute() // the address is read anew whenever it changes
  const asked = searchedFor()
  const query = parseQuery(asked)
  const { search, more } = useSearch(questionOf(query))
  const look = (next: Query): void => {
    const text = formatQuery(next)
    if (text !== formatQuery(query)) go(pathOfSearch(text))
  }
  return (
    <Page title={t('title')}>
      <search className="search">
        <SearchForm asked={asked} onQuery={look} />
        <Filters query={query} onQuery={look} />
      </search>
      <Outcome search={search} words={query.words} onMore={more} />
    </Page>
  )
}

function SearchForm({ asked, onQuery }: { readonly asked: string; readonly onQuery: (query: Query) => void }) {
  const t = useWords(searchWords)
  const [text, setText] = useState(asked)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => setText(asked), [asked])
  useEffect(() => field.current?.focus(), [])
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    onQuery(parseQuery(text))
  }
  return (
    <form className="search-form" role="presentation" onSubmit={submit}>
      <input
        className="input"
        ref={field}
        type="search"
        dir="auto"
        autoComplete="off"
        enterKeyHint="search"
        aria-label={t('text')}
        aria-describedby="search-hint"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Button look="main" icon="search" type="submit">
        {t('search')}
      </Button>
      <p className="field-hint" id="search-hint">
        {t('hint')}
      </p>
    </form>
  )
}

interface OutcomeProps {
  readonly search: Search
  readonly words: string
  readonly onMore: () => void
}

function Outcome({ search, words, onMore }: OutcomeProps) {
  const t = useWords(searchWords)
  const errorText = useErrorText()
  const count = search.kind === 'nothing' ? 0 : search.found.entries.length
  const says = {
    nothing: () => '',
    asking: () => t('asking'),
    found: () =>
      t(count === 0 ? 'none' : search.kind === 'found' && search.found.more ? 'foundFirst' : 'found', { count }),
    failed: () => errorText(search.kind === 'failed' ? search.cause : undefined),
  } satisfies Record<Search['kind'], () => string>
  return (
    <>
      <p className="search-says" role="status">
        {says[search.kind]()}
      </p>
      {search.kind !== 'nothing' && count > 0 && (
        <Results label={t('results')} entries={search.found.entries} words={words} />
      )}
      {search.kind === 'failed' && <Button onClick={onMore}>{t('again')}</Button>}
      {search.kind === 'found' && search.found.more && <Button onClick={onMore}>{t('more')}</Button>}
    </>
  )
}
