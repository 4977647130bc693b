// What went wrong, in the reader's language: by the code of a refusal, and in the server's own words where we have none.

import { ClientError } from '@hubbub/client'
import { useMemo } from 'react'

import { errorWords } from './error-words.ts'
import { say } from './say.ts'
import { useLanguage } from './words.ts'

/** Returns what tells people of a cause. */
export function useErrorText(): (cause: unknown) => string {
  const language = useLanguage()
  return useMemo(() => {
    const t = say(errorWords, language)
    return (cause) => {
      if (!(cause instanceof ClientError)) return cause instanceof Error ? cause.message : String(cause)
      return Object.hasOwn(errorWords, cause.code) ? t(cause.code as keyof typeof errorWords) : cause.message
    }
  }, [language])
}
