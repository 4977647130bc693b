// What a name may look like, when two names are the same to a reader, and how names become slugs and file names.

import { limits } from './limits.ts'

/** What stands where the name of somebody stood who was forgotten. */
export const forgottenName = 'deleted'

/** The name as it is kept: NFC, no white space around it, single spaces inside. */
export function tidyName(name: string): string {
  return name.toWellFormed().normalize('NFC').replace(/\s+/gu, ' ').trim()
}

// Controls, separators, private use and unassigned code points never belong in a name; of the format characters only the
// two joiners do, which Persian, Indic scripts and emoji need. `~` marks the short forms that narrow wires make up.
const neverInNames = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}~"<>,]|(?![\u200c\u200d])\p{Cf}/u
const neverFirst = /^[#@/:!.+%&=]/u
const somethingVisible = /[\p{L}\p{N}\p{S}\p{P}]/u

/** Whether a tidied text can be the name of a person. */
export function isPersonName(name: string): boolean {
  return (
    fits(name, limits.person_name_chars_max) &&
    !neverInNames.test(name) &&
    !neverFirst.test(name) &&
    somethingVisible.test(name)
  )
}

/** Whether a tidied text can be the name of a room. */
export function isRoomName(name: string): boolean {
  return (
    fits(name, limits.room_name_chars_max) &&
    !neverInNames.test(name) &&
    !neverFirst.test(name) &&
    somethingVisible.test(name)
  )
}

/** The length of a text in code points is between 1 and `charsMax`. */
function fits(name: string, charsMax: number): boolean {
  return name.length > 0 && name.length <= charsMax * 2 && [...name].length <= charsMax
}

/**
 * Equal for two names that differ in case or compatibility form only, or in what some wires cannot write: there a space is
 * written as `_` and a comma as `;`.
 */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFC').replaceAll(' ', '_').replaceAll(',', ';')
}

// Scripts whose letters look like one another's (UTS 39, section 5): a name keeps to one of them.
const lookalikeScripts = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
]

/** Whether a name mixes scripts whose letters can be mistaken for one another, as in `pаypal` with a Cyrillic а. */
export function mixesScripts(name: string): boolean {
  return lookalikeScripts.filter((script) => script.test(name)).length > 1
}

// The letters of UTS 39's confusables table that matter among the scripts above, after folding to lower case.
const lookalikes = new Map(
  Object.entries({
    a: 'аɑα',
    b: 'Ьƅ',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еҽ',
    f: 'ſ',
    g: 'ɡ',
    h: 'һհ',
    i: 'іıɩι1l|ⅰӏ',
    j: 'јϳ',
    k: 'κкⲕ',
    m: 'м',
    n: 'ոп',
    o: 'оοօ0',
    p: 'рρ',
    q: 'ԛ',
    r: 'г',
    s: 'ѕ',
    t: 'тτ',
    u: 'υսц',
    v: 'ѵν',
    w: 'ѡԝш',
    x: 'хχ',
    y: 'уүγ',
    z: 'ᴢ',
  }).flatMap(([plain, others]) => [...others].map((other) => [other, plain] as const)),
)

/** Equal for two names that a reader would take for the same one. */
export function nameSkeleton(name: string): string {
  const bare = foldName(name)
    .normalize('NFD')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
  return (
    [...bare]
      .map((char) => lookalikes.get(char) ?? char)
      .join('')
      .replaceAll('rn', 'm')
      .replaceAll('vv', 'w') || foldName(name)
  )
}

const reserved = new Set(['NickServ', 'ChanServ'].map(nameSkeleton))

/** Whether a name looks like that of a service, which answers on some wires and which nobody may pretend to be. */
export function isReservedName(name: string): boolean {
  return reserved.has(nameSkeleton(name))
}

/** The stable name of a room in addresses: letters and digits of any script, joined by hyphens. */
export function slugOf(name: string): string {
  const slug = foldName(name)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
  return slug === '' ? 'room' : slug
}

const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu

/** A file name from anywhere, made safe to use as the last part of a path on every system. Never empty, never a path. */
export function safeFileName(name: string): string {
  const last = name.toWellFormed().normalize('NFC').split(/[/\\]/u).at(-1) ?? ''
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*\ufffd]/gu, '').replace(/^[.\s]+|[.\s]+$/gu, '')
  if (clean === '') return 'file'
  return shortenKeepingEnding(reservedOnWindows.test(clean) ? `_${clean}` : clean)
}

function shortenKeepingEnding(name: string): string {
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : ''
  const stem = [...(ending === '' ? name : name.slice(0, dot))]
  while (utf8Bytes(stem.join('')) + utf8Bytes(ending) > limits.file_name_bytes_max) stem.pop()
  return stem.join('') + ending
}

/** How many bytes a text takes in UTF-8. A lone surrogate counts as the replacement character that it becomes. */
export function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    if (unit < 0x800) bytes += 1
    else if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(i + 1))) {
      bytes += 2
      i++
    } else bytes += 2
  }
  return bytes
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000
}
