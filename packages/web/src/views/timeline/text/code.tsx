// A block of code: plain at once, and in colours when what colours it has been loaded.

import { lazy, Suspense } from 'react'

import { limits } from '@hubbub/protocol'

import { useWords } from '../../../i18n/words.ts'
import { textWords } from './words.ts'

interface CodeProps {
  readonly text: string
  readonly language: string
}

function Plain({ text }: CodeProps) {
  return text
}

// Without a connection there are no colours, and that is all.
const Coloured = lazy(() => import('./coloured.tsx').catch(() => ({ default: Plain })))

/** It scrolls by itself, so it can be reached with the keyboard. */
export function Code({ text, language }: CodeProps) {
  const t = useWords(textWords)
  const [name = ''] = language.split(/[\s{,]/u, 1)
  const isPlain = name === '' || text.length > limits.highlight_chars_max
  return (
    <pre
      className="text-code"
      dir="ltr"
      tabIndex={0}
      role="group"
      aria-label={name === '' ? t('code') : `${t('code')}: ${name}`}
    >
      <code>
        {isPlain ? (
          text
        ) : (
          <Suspense fallback={text}>
            <Coloured text={text} language={name.toLowerCase()} />
          </Suspense>
        )}
      </code>
    </pre>
  )
}
