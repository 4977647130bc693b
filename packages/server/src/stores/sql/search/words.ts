// Words as they are looked for: how texts are made alike, and whether a text has all the words of a query.

// Written or left out as one likes: accents, Hebrew and Arabic vowels and joints, and what nobody sees.
const optionalRanges = ['0300-036f', '0591-05bd', '05bf-05c7', '0610-061a', '0640', '064b-065f', '0670', '06d6-06ed']
const unseenRanges = ['200b-200f', '2060', 'feff']
const optional = new RegExp(`[${[...optionalRanges, ...unseenRanges].map(asRange).join('')}]`, 'gu')
function asRange(range: string): string {
  return range.replaceAll(/[0-9a-f]{4}/gu, '\\u$&')
}

const plainLetters = new Map(Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', ı: 'i' }))
const notPlain = new RegExp(`[${[...plainLetters.keys()].join('')}]`, 'gu')
const ascii = /^\p{ASCII}*$/u

/** Equal for two texts that a person who searches takes for the same: without case, accents and compatibility forms. */
export function foldText(text: string): string {
  if (ascii.test(text)) return text.toLowerCase()
  const bare = text.normalize('NFKD').replace(optional, '').toLowerCase().normalize('NFC')
  return bare.replace(notPlain, (letter) => plainLetters.get(letter) ?? letter)
}

/** The words of a query, made alike, each once. */
export function wordsOf(text: string): readonly string[] {
  return [...new Set(foldText(text.replaceAll('\0', '')).split(/\s+/u))].filter((word) => word !== '')
}

// In these scripts a short word is found where a word begins: nobody who looks for `go` means `cargo`. Others join words.
const shortSpacedWord = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}]{1,2}$/u

/** Tells whether a text, made alike, has all the words. */
export function matcherOf(words: readonly string[]): (folded: string) => boolean {
  const tests = words.map((word) => {
    if (!shortSpacedWord.test(word)) return (folded: string) => folded.includes(word)
    const atBeginning = new RegExp(`(?<![\\p{L}\\p{N}])${word}`, 'u')
    return (folded: string) => atBeginning.test(folded)
  })
  return (folded) => tests.every((hasWord) => hasWord(folded))
}

const charsPerTerm = 3

/** Enough of a word's runs of three characters to have the whole word covered; none for a shorter word. */
function termsOf(word: string): readonly string[] {
  const chars = [...word]
  const last = chars.length - charsPerTerm
  if (last < 0) return []
  const starts = chars.flatMap((_, at) => (at <= last && at % charsPerTerm === 0 ? [at] : []))
  return [...new Set([...starts, last].map((start) => chars.slice(start, start + charsPerTerm).join('')))]
}

/** What is brought into the index for a text: with this end, a short word at the end begins a run of three as well. */
export function indexedText(text: string): string {
  return `${foldText(text)}  `
}

/**
 * What the index is asked for texts that may have all the words. A shorter word is looked for by the runs that begin with it,
 * if `runsWith` knows them; undefined when nothing can be asked.
 */
export function indexQuery(
  words: readonly string[],
  runsWith: (word: string) => readonly string[] | undefined,
): string | undefined {
  const terms = words.flatMap(termsOf)
  if (terms.length > 0) return terms.map(quoted).join(' AND ')
  const alternatives = words.flatMap((word) => {
    const runs = runsWith(word)
    if (runs === undefined) return []
    // Without any there is nothing to find, and this run says so.
    const nowhere = [...word, ' ', ' '].slice(0, charsPerTerm).join('')
    return [`(${(runs.length === 0 ? [nowhere] : runs).map(quoted).join(' OR ')})`]
  })
  return alternatives.length === 0 ? undefined : alternatives.join(' AND ')
}

function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`
}
