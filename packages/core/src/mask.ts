// Masks of people, as ban lists hold them: `name!user@host` with `*` and `?`, `account:NAME`, or `address/bits`.

import { type Ban, type BanList, foldName } from '@hubbub/protocol'

/** What a mask is held against. */
export interface Masked {
  readonly author: { readonly name: string; readonly account?: string | undefined }
  readonly user: string
  readonly host: string
  readonly address: string
}

const accountPrefix = 'account:'

/** The mask in full, as it is kept: `bob` is `bob!*@*`, `*@host` is `*!*@host`; addresses and accounts stay as they are. */
export function fullMask(mask: string): string {
  if (mask.startsWith(accountPrefix) || rangeOf(mask) !== undefined) return mask
  const at = mask.lastIndexOf('@')
  const [before, host] = at < 0 ? [mask, '*'] : [mask.slice(0, at), mask.slice(at + 1)]
  const bang = before.indexOf('!')
  if (bang >= 0) return `${before.slice(0, bang) || '*'}!${before.slice(bang + 1) || '*'}@${host || '*'}`
  return at < 0 ? `${before || '*'}!*@*` : `*!${before || '*'}@${host || '*'}`
}

/** Whether a mask, in full, is one of this person. */
export function maskFits(mask: string, one: Masked): boolean {
  return matcherOf(mask)(one)
}

/** Whether one of the bans of this list, not ended yet, is of this person. */
export function isListed(bans: readonly Ban[], list: BanList, given: { one: Masked; now: number }): boolean {
  const { one, now } = given
  return bans.some((ban) => ban.list === list && (ban.until === undefined || ban.until > now) && fits(ban, one))
}

type Matcher = (one: Masked) => boolean

// A list is held against everybody who speaks, so what a mask says is read once in its life.
const matchers = new WeakMap<Ban, Matcher>()

function fits(ban: Ban, one: Masked): boolean {
  let matcher = matchers.get(ban)
  if (matcher === undefined) matchers.set(ban, (matcher = matcherOf(ban.mask)))
  return matcher(one)
}

function matcherOf(mask: string): Matcher {
  if (mask.startsWith(accountPrefix)) {
    const pattern = foldName(mask.slice(accountPrefix.length))
    return ({ author: { account } }) => account !== undefined && globFits(pattern, foldName(account))
  }
  const range = rangeOf(mask)
  if (range !== undefined) return ({ address }) => inRange(address, range)
  const pattern = foldName(mask)
  return ({ author, user, host, address }) =>
    [host, address].some((at) => at !== '' && globFits(pattern, foldName(`${author.name}!${user}@${at}`)))
}

/**
 * Whether a text is what a pattern with `*` and `?` describes. After a mismatch only the last `*` takes more, which is enough
 * and keeps hostile patterns from taking time without end, as they would in a regular expression.
 */
export function globFits(pattern: string, text: string): boolean {
  let [at, star, starred] = [0, -1, 0]
  for (let i = 0; i < text.length;) {
    const wanted = pattern[at]
    if (wanted === '*') [star, starred, at] = [at, i, at + 1]
    else if (wanted !== undefined && (wanted === '?' || wanted === text[i])) [at, i] = [at + 1, i + 1]
    else if (star < 0) return false
    else [starred, at, i] = [starred + 1, star + 1, starred + 1]
  }
  return /^\**$/u.test(pattern.slice(at))
}

interface Range {
  readonly bytes: readonly number[]
  readonly bits: number
}

const addressRange = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/iu

function rangeOf(mask: string): Range | undefined {
  const [, address = '', bits] = addressRange.exec(mask) ?? []
  const bytes = addressBytes(address)
  if (bytes === undefined) return undefined
  const most = bytes.length * 8
  return { bytes, bits: Math.min(most, bits === undefined ? most : Number(bits)) }
}

function inRange(address: string, { bytes, bits }: Range): boolean {
  const own = addressBytes(address)
  if (own?.length !== bytes.length) return false
  return own.every((byte, at) => {
    const kept = Math.max(0, Math.min(8, bits - at * 8))
    const mask = (0xff << (8 - kept)) & 0xff
    return (byte & mask) === ((bytes[at] ?? 0) & mask)
  })
}

/** Four bytes of an IPv4 address, sixteen of an IPv6 address; undefined for anything else. */
export function addressBytes(address: string): number[] | undefined {
  if (!address.includes(':')) {
    const parts = address.split('.').map(Number)
    return parts.length === 4 && parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 255)
      ? parts
      : undefined
  }
  const [head = '', tail, ...more] = address.split('::')
  if (more.length > 0) return undefined
  const groups = (part: string): string[] => part.split(':').filter((group) => group !== '')
  const [front, back] = [groups(head), groups(tail ?? '')]
  const missing = 8 - front.length - back.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const all = [...front, ...Array.from({ length: missing }, () => '0'), ...back].map((group) => parseInt(group, 16))
  return all.every((group) => group >= 0 && group <= 0xffff)
    ? all.flatMap((group) => [group >> 8, group & 0xff])
    : undefined
}
