// What is being typed at the caret: the beginning of a name, a room, an emoji, a command or one of its arguments.

import { type ArgumentKind, kindOf, spelledAs } from '../commands/forms.ts'

export interface Target {
  readonly kind: 'person' | 'room' | 'emoji' | 'command' | `argument-${ArgumentKind}`
  /** What stands between these two is replaced. */
  readonly start: number
  readonly end: number
  /** What is typed of it, without the sign before it. */
  readonly typed: string
}

/** What begins with a sign, which stands at the beginning or after something that is not part of a word. */
const signs = [
  { kind: 'person', pattern: /(?<![\p{L}\p{N}_@])@(?<typed>[^\s@]{0,32})$/u },
  { kind: 'room', pattern: /(?<![\p{L}\p{N}_&/#])#(?<typed>[\p{L}\p{N}_-]{0,64})$/u },
  { kind: 'emoji', pattern: /(?<![\p{L}\p{N}_:]):(?<typed>[\p{L}\p{N}_+-]{2,32}):?$/u },
] as const

export function targetAt(text: string, caret: number): Target | undefined {
  // In the middle of a word nothing is completed.
  if (/[\p{L}\p{N}_]/u.test(text.charAt(caret))) return undefined
  const before = text.slice(0, caret)
  return commandAt(before) ?? argumentAt(before) ?? signAt(before)
}

function commandAt(before: string): Target | undefined {
  const typed = /^\/(?<typed>[^\s/]*)$/u.exec(before)?.groups?.['typed']
  return typed === undefined ? undefined : { kind: 'command', start: 0, end: before.length, typed }
}

function signAt(before: string): Target | undefined {
  for (const { kind, pattern } of signs) {
    const match = pattern.exec(before)
    if (match !== null) {
      return { kind, start: match.index, end: before.length, typed: match.groups?.['typed'] ?? '' }
    }
  }
  return undefined
}

/** The first line of a command alone has arguments. */
function argumentAt(before: string): Target | undefined {
  const [, word, rest] = /^\/(\S+) +([^\n]*)$/u.exec(before) ?? []
  const command = word === undefined ? undefined : spelledAs(word)
  if (command === undefined || rest === undefined) return undefined
  const { whole, last } = argumentsIn(rest)
  const isRest = command.form.takes[0]?.as === 'rest'
  const kind = kindOf(command, isRest ? 0 : whole)
  const typed = isRest ? rest : last
  if (kind === undefined) return undefined
  const start = before.length - typed.length
  return { kind: `argument-${kind}`, start, end: before.length, typed: typed.replace(/^["@#]/u, '') }
}

/** How many arguments are whole, and what is typed of the one after them. */
function argumentsIn(rest: string): { readonly whole: number; readonly last: string } {
  const whole = rest.match(/(?:"[^"]*"|[^\s"]\S*)\s+/guy) ?? []
  return { whole: whole.length, last: rest.slice(whole.join('').length) }
}
