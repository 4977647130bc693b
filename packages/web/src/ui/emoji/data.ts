// All emoji with their names in the reader's language, loaded when they are first needed.

import { fold } from '../../i18n/fold.ts'
import type { Language } from '../../i18n/languages.ts'
import type { Emoji } from './search.ts'

/** What is used of the data. */
interface Row {
  readonly hexcode: string
  readonly label: string
  readonly unicode: string
  readonly group?: number
  readonly order?: number
  readonly tags?: readonly string[]
}

type Shortcodes = Readonly<Record<string, string | readonly string[]>>

const english = () => import('emojibase-data/en/compact.json')

/** There is no Czech in the data. */
const names = {
  en: english,
  es: () => import('emojibase-data/es/compact.json'),
  fr: () => import('emojibase-data/fr/compact.json'),
  cs: english,
} satisfies Record<Language, () => Promise<{ readonly default: readonly Row[] }>>

const loading = new Map<Language, Promise<readonly Emoji[]>>()

/** The parts of people (hair, skin) are no emoji by themselves. */
const components = 2

export function loadEmoji(language: Language): Promise<readonly Emoji[]> {
  const known = loading.get(language)
  if (known !== undefined) return known
  const promise = load(language)
  loading.set(language, promise)
  // What could not be loaded is asked for again the next time.
  promise.catch(() => loading.delete(language))
  return promise
}

async function load(language: Language): Promise<readonly Emoji[]> {
  const [data, codes] = await Promise.all([names[language](), import('emojibase-data/en/shortcodes/github.json')])
  return emojiOf(data.default, codes.default)
}

export function emojiOf(data: readonly Row[], shortcodes: Shortcodes): readonly Emoji[] {
  return data
    .filter(({ group }) => group !== undefined && group !== components)
    .toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0))
    .map(({ unicode, label, group = 0, tags = [], hexcode }) => ({
      sign: unicode,
      label,
      group,
      codes: [shortcodes[hexcode] ?? []].flat(),
      name: fold(label),
      tags: tags.map(fold),
    }))
}
