// Times and days in the reader's language; a formatter is costly to make, so each is made once.

import type { Language } from '../../i18n/languages.ts'

interface Formats {
  readonly time: Intl.DateTimeFormat
  readonly full: Intl.DateTimeFormat
  readonly day: Intl.DateTimeFormat
  readonly dayAndYear: Intl.DateTimeFormat
  readonly near: Intl.RelativeTimeFormat
  readonly list: Intl.ListFormat
}

const made = new Map<Language, Formats>()

function formatsOf(language: Language): Formats {
  const known = made.get(language)
  if (known !== undefined) return known
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const
  const locale = localeOf(language, navigator.languages)
  const formats: Formats = {
    time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }),
    full: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' }),
    day: new Intl.DateTimeFormat(locale, day),
    dayAndYear: new Intl.DateTimeFormat(locale, { ...day, year: 'numeric' }),
    near: new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
    list: new Intl.ListFormat(language, { type: 'conjunction' }),
  }
  made.set(language, formats)
  return formats
}

/** Times are written as in the reader’s own country, when it is one of the language. */
function localeOf(language: Language, asked: readonly string[]): string {
  return asked.find((tag) => tag.split('-', 1)[0] === language) ?? language
}

export function timeText(at: number, language: Language): string {
  return formatsOf(language).time.format(at)
}

export function fullText(at: number, language: Language): string {
  return formatsOf(language).full.format(at)
}

/** Today, yesterday, or which day it was. */
export function dayText(at: number, now: number, language: Language): string {
  const { near, day, dayAndYear } = formatsOf(language)
  const ago = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000)
  if (ago === 0 || ago === 1) return capital(near.format(-ago, 'day'), language)
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return capital((isThisYear ? day : dayAndYear).format(at), language)
}

export function listText(names: readonly string[], language: Language): string {
  return formatsOf(language).list.format(names)
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

function capital(text: string, language: Language): string {
  const [first = '', ...rest] = text
  return first.toLocaleUpperCase(language) + rest.join('')
}
