// What somebody has chosen for themselves in this browser: language, theme, sounds and notifications.

import { useSyncExternalStore } from 'react'

import { type Language, languages } from '../i18n/languages.ts'
import { stored } from '../world/stored.ts'

export interface Preferences {
  /** `system`: as the browser asks for it. */
  readonly language: Language | 'system'
  readonly theme: 'system' | 'light' | 'dark'
  readonly sounds: boolean
  readonly notifications: 'off' | 'mentions' | 'all'
}

const usual: Preferences = { language: 'system', theme: 'system', sounds: false, notifications: 'off' }

const choices: { readonly [Name in keyof Preferences]: (value: unknown) => value is Preferences[Name] } = {
  language: (value): value is Preferences['language'] => value === 'system' || languages.some((one) => one === value),
  theme: (value): value is Preferences['theme'] => value === 'system' || value === 'light' || value === 'dark',
  sounds: (value): value is boolean => typeof value === 'boolean',
  notifications: (value): value is Preferences['notifications'] =>
    value === 'off' || value === 'mentions' || value === 'all',
}

export const preferences = stored('hubbub.preferences', read)

function read(kept: unknown): Preferences {
  const said = Object.entries(typeof kept === 'object' && kept !== null ? kept : {})
  const good = said.filter(([name, value]) => name in choices && choices[name as keyof Preferences](value))
  return { ...usual, ...Object.fromEntries(good) }
}

export function prefer(change: Partial<Preferences>): void {
  preferences.set({ ...preferences.value, ...change })
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(preferences.subscribe, () => preferences.value)
}
