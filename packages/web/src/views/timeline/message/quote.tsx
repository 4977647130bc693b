// What a message answers, in one line above it; it leads there.

import { limits } from '@hubbub/protocol'
import { useEffect, useSyncExternalStore } from 'react'

import { useWords } from '../../../i18n/words.ts'
import { Icon } from '../../../ui/icon.tsx'
import { clock } from '../../../world/ports.ts'
import { oneLine } from '../text/excerpt.ts'
import { useTools } from '../tools.ts'
import { messageWords } from './words.ts'

export function Quote({ seq }: { readonly seq: number }) {
  const t = useWords(messageWords)
  const { quotes, jump } = useTools()
  const quoted = useSyncExternalStore(quotes.subscribe, () => quotes.get(seq))
  useEffect(() => {
    // What only flies by is not asked for.
    if (quoted === undefined) return clock.after(limits.quote_fetch_after_ms, () => quotes.want(seq))
    return undefined
  }, [quotes, quoted, seq])
  const known = typeof quoted === 'object' ? quoted : undefined
  const label = known === undefined ? t('answersSomething') : t('answers', { name: known.author.name })
  return (
    <button type="button" className="quote" title={label} onClick={() => jump(seq)} disabled={quoted === 'none'}>
      <Icon name="reply" />
      <span className="only-heard">{label}</span>
      {known && (
        <bdi className="quote-name" aria-hidden="true">
          {known.author.name}
        </bdi>
      )}
      <span className="quote-text" dir="auto">
        {known?.erased ? t('takenBack') : known === undefined ? '…' : oneLine(known.body) || known.file?.name}
      </span>
    </button>
  )
}
