// The languages that every text here is written in.

export const languages = ['en', 'es', 'fr', 'cs'] as const

export type Language = (typeof languages)[number]

/** Each in its own words. */
export const languageNames = {
  en: 'English',
  es: 'Español',
  fr: 'Français',
  cs: 'Čeština',
} as const satisfies Record<Language, string>

/** The first language that the browser asks for and that we speak. */
export function languageOf(asked: readonly string[]): Language {
  const spoken = asked.map((tag) => tag.split('-', 1)[0]?.toLowerCase())
  return spoken.flatMap((tag) => languages.find((language) => language === tag) ?? [])[0] ?? 'en'
}
