// Texts for people, each in every language, with values and plural forms. Pure.

import type { Language } from './languages.ts'

/** A text, or one for each plural form of `{count}` (Intl.PluralRules). `{name}` stands for a value. */
export type Text = string | ({ readonly other: string } & { readonly [Form in Intl.LDMLPluralRule]?: string })

export type Words = Readonly<Record<string, Readonly<Record<Language, Text>>>>

export type Values = Readonly<Record<string, string | number>>

export type Say<Table extends Words> = (key: keyof Table & string, values?: Values) => string

export function say<Table extends Words>(table: Table, language: Language): Say<Table> {
  const plurals = new Intl.PluralRules(language)
  return (key, values = {}) => {
    const text = table[key]?.[language] ?? key
    const form = typeof text === 'string' ? text : (text[plurals.select(Number(values['count']))] ?? text.other)
    return form.replace(/\{(\w+)\}/gu, (whole, name: string) => show(values[name] ?? whole, language))
  }
}

function show(value: string | number, language: Language): string {
  return typeof value === 'number' ? value.toLocaleString(language) : value
}
