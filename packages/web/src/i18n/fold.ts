// Makes texts alike that a person who looks for something takes for the same: without case, accents and compatibility forms.

const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ı: 'i',
}
const notPlain = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu')

export function fold(text: string): string {
  const bare = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return bare.replaceAll(notPlain, (letter) => plainLetters[letter] ?? letter)
}
