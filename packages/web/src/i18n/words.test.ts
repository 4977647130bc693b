// Tests of the texts: every one is there in every language, with the same values in it, and counted in every plural form.

import { errors } from '@hubbub/protocol'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import { errorWords } from './error-words.ts'
import { languageOf, languages } from './languages.ts'
import { say, type Text, type Words } from './say.ts'

const src = join(import.meta.dirname, '..')
const files = globSync('**/{words,error-words}.ts', { cwd: src }).filter((file) => file !== join('i18n', 'words.ts'))
const tables = await Promise.all(
  files.map(async (file) => ({
    file,
    tables: Object.values((await import(join(src, file))) as Record<string, Words>),
  })),
)
const rows = tables.flatMap(({ file, tables: found }) =>
  found.flatMap((table) => Object.entries(table).map(([key, row]) => ({ at: `${file} ${key}`, row }))),
)

const formsOf = (text: Text): string[] => (typeof text === 'string' ? [text] : Object.values(text))
const valuesIn = (text: Text): string =>
  [
    ...new Set(
      formsOf(text)
        .join(' ')
        .match(/\{\w+\}/gu) ?? [],
    ),
  ]
    .toSorted()
    .join()

describe('texts', () => {
  test('[R-WEB-10] there are tables, and each is found', () => {
    expect(rows.length).toBeGreaterThan(150)
  })

  test('[R-WEB-10] none is missing in any language, and all have the same values in them', () => {
    const wrong = rows.filter(({ row }) =>
      languages.some((language) => {
        const text: Text = row[language] ?? ''
        return formsOf(text).some((form) => form.trim() === '') || valuesIn(text) !== valuesIn(row.en)
      }),
    )
    expect(wrong.map(({ at }) => at)).toEqual([])
  })

  test('[R-WEB-10] what is counted is counted in every plural form that numbers of things take', () => {
    const wrong = rows.filter(({ row }) =>
      languages.some((language) => {
        const text = row[language]
        if (typeof text === 'string') return false
        const rules = new Intl.PluralRules(language)
        return [0, 1, 2, 5, 11, 21, 100].some((count) => text[rules.select(count)] === undefined)
      }),
    )
    expect(wrong.map(({ at }) => at)).toEqual([])
  })

  test('[R-WEB-10] none is there that nobody says', () => {
    const sources = globSync('**/*.{ts,tsx}', { cwd: src })
      .filter((file) => !/(?:words|\.test)\.tsx?$/u.test(file))
      .map((file) => readFileSync(join(src, file), 'utf8'))
      .join('\n')
    const unused = rows.filter(
      ({ at }) =>
        !at.startsWith(join('i18n', 'error-words.ts')) &&
        !new RegExp(`['\\s]${at.split(' ')[1]}(?:'|:)`, 'u').test(sources),
    )
    expect(unused.map(({ at }) => at)).toEqual([])
  })

  test('[R-WEB-10] there is a sentence for every way in which the server refuses', () => {
    expect(Object.keys(errors).filter((code) => !Object.hasOwn(errorWords, code))).toEqual([])
  })

  test('[R-WEB-10] numbers and plurals follow the language', () => {
    const table = {
      days: {
        en: { one: '{count} day', other: '{count} days' },
        es: '',
        fr: '',
        cs: { one: '{count} den', few: '{count} dny', other: '{count} dní' },
      },
    } as const
    expect([say(table, 'en')('days', { count: 1_234 }), say(table, 'cs')('days', { count: 3 })]).toEqual([
      '1,234 days',
      '3 dny',
    ])
  })

  test.each([
    [['fr-CA', 'en'], 'fr'],
    [['de', 'cs'], 'cs'],
    [['de'], 'en'],
    [[], 'en'],
  ] as const)('[R-WEB-10] of %j the first that we speak is %s', (asked, language) => {
    expect(languageOf(asked)).toBe(language)
  })
})
