// Above the first message: that the conversation begins there, that older ones are coming, or why they are not.

import type { ReadingState } from '@hubbub/client'

import { useErrorText } from '../../../i18n/errors.ts'
import { useWords } from '../../../i18n/words.ts'
import { timelineWords } from '../words.ts'

/** As high as the style says: the list has to know where its first message is. */
export const topHeight_px = 56

export function Top({ state, onAgain }: { readonly state: ReadingState; readonly onAgain: () => void }) {
  const t = useWords(timelineWords)
  const errorText = useErrorText()
  const { entries, atStart, loading, error } = state
  const isEmpty = entries.length === 0
  return (
    <div className="timeline-top" role="status">
      {loading !== 'none' && loading !== 'newer' && t('loading')}
      {loading === 'none' && error !== undefined && (
        <>
          {errorText(error)}{' '}
          <button type="button" className="text-more" onClick={onAgain}>
            {t('again')}
          </button>
        </>
      )}
      {loading === 'none' && error === undefined && atStart && t(isEmpty ? 'nothing' : 'beginning')}
    </div>
  )
}
