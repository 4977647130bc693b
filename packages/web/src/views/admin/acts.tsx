// What moderators and operators did, newest first.

import type { Reply } from '@hubbub/protocol'
import { useEffect, useState } from 'react'

import { useErrorText } from '../../i18n/errors.ts'
import { useLanguage, useWords } from '../../i18n/words.ts'
import { useClient } from '../../state/chat.tsx'
import { Button } from '../../ui/button.tsx'
import { adminWords } from './words.ts'

type Act = Reply<'server.audit'>['acts'][number]

const pageActs = 50

export function Acts() {
  const t = useWords(adminWords)
  const errorText = useErrorText()
  const client = useClient()
  const [acts, setActs] = useState<readonly Act[]>([])
  const [hasMore, setHasMore] = useState(false)
  const [says, setSays] = useState('')
  const read = async (known: readonly Act[]): Promise<void> => {
    const before = known.at(-1)?.id
    const page = await client.do('server.audit', { limit: pageActs, ...(before === undefined ? {} : { before }) })
    setActs([...known, ...page.acts])
    setHasMore(page.acts.length === pageActs)
  }
  const wrong = (cause: unknown): void => setSays(errorText(cause))
  useEffect(() => void read([]).catch(wrong), [client])
  return (
    <section className="card" aria-label={t('acts')}>
      <p role="status">{says || (acts.length === 0 && t('none'))}</p>
      <ol className="acts">
        {acts.map((act) => (
          <ActRow key={act.id} act={act} />
        ))}
      </ol>
      {hasMore && <Button onClick={() => void read(acts).catch(wrong)}>{t('more')}</Button>}
    </section>
  )
}

function ActRow({ act: { at, by, act, room, subject, detail } }: { readonly act: Act }) {
  const language = useLanguage()
  return (
    <li>
      <time dateTime={new Date(at).toISOString()}>
        {new Date(at).toLocaleString(language, { dateStyle: 'short', timeStyle: 'short' })}
      </time>
      <strong dir="auto">{by.name}</strong>
      <code>{act}</code>
      <span dir="auto">{[room, subject, detail].filter(Boolean).join(' · ')}</span>
    </li>
  )
}
