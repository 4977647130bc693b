// The texts of a view in the language of whoever reads it.

import { useMemo } from 'react'

import { usePreferences } from '../state/preferences.ts'
import { type Language, languageOf } from './languages.ts'
import { say, type Say, type Words } from './say.ts'

/** What this person reads. */
export function useLanguage(): Language {
  const { language } = usePreferences()
  return language === 'system' ? languageOf(navigator.languages) : language
}

export function useWords<Table extends Words>(table: Table): Say<Table> {
  const language = useLanguage()
  return useMemo(() => say(table, language), [table, language])
}
