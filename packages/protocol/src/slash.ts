// Slash commands for people who type, on every wire: parsing and help, both from the declarations.

import type { SlashForm, SlashTake } from './define.ts'
import { type Asked, commandNames, commands, type CommandName } from './registry.ts'

/** What a typed line asks for. `text` is something to say; `local` words are for the place where it was typed. */
export type Typed =
  | { readonly kind: 'text'; readonly body: string }
  | { readonly kind: 'command'; readonly name: CommandName; readonly input: Asked<CommandName> }
  | { readonly kind: 'help' }
  | { readonly kind: 'local'; readonly word: string; readonly rest: string }
  | { readonly kind: 'mistake'; readonly says: string }

/** A word that only one place understands, such as `/file PATH` in a terminal, with its line in the help. */
export interface LocalWord {
  readonly word: string
  readonly usage: string
  readonly says: string
}

interface Spelling {
  readonly command: CommandName
  readonly form: SlashForm
}

const spellings = new Map<string, Spelling>(
  commandNames.flatMap((name) =>
    slashForms(name).flatMap((form) =>
      [form.word, ...(form.aliases ?? [])].map((word) => [word, { command: name, form }] as const),
    ),
  ),
)

function slashForms(name: CommandName): readonly SlashForm[] {
  return commands[name].slash ?? []
}

/** Reads one typed line. `room` is the room one is in; a line that does not begin with a slash is something to say. */
export function readTyped(line: string, room: string, locals: readonly LocalWord[] = []): Typed {
  if (!line.startsWith('/')) return { kind: 'text', body: line }
  const [, word = '', rest = ''] = /^\/(\S*)\s*(.*)$/su.exec(line) ?? []
  const key = word.toLowerCase()
  if (key === 'help' || key === '?') return { kind: 'help' }
  if (locals.some((local) => local.word === key)) return { kind: 'local', word: key, rest: rest.trim() }
  const spelling = spellings.get(key)
  if (spelling === undefined) return { kind: 'mistake', says: `There is no command /${word}. Try /help.` }
  return readArguments(spelling, rest, room)
}

function readArguments({ command, form }: Spelling, rest: string, room: string): Typed {
  const input: Record<string, unknown> = { ...form.fixed, ...(form.here ? { room } : {}) }
  let left = rest.trim()
  for (const take of form.takes) {
    const [value, after] = takers[take.as](left)
    if (value !== undefined)
      input[take.field] = take.field === 'room' && typeof value === 'string' ? value.replace(/^#/u, '') : value
    else if (!take.optional) return { kind: 'mistake', says: `Usage: ${usageOf(form)}` }
    left = after
  }
  return { kind: 'command', name: command, input: input as Asked<CommandName> }
}

const secretFields: ReadonlySet<string> = new Set(['password', 'old', 'new'])

/** `login`, `register` and all others that a password follows. */
const secretWords: ReadonlySet<string> = new Set(
  [...spellings]
    .filter(([, { form }]) => form.takes.some(({ field }) => secretFields.has(field)))
    .map(([word]) => word),
)

/** Whether a password stands in a line. With white space before it, it is a command all the same: it must not be said. */
export function isSecret(line: string): boolean {
  const [, word = ''] = /^\s*\/(\S+)\s+\S/u.exec(line) ?? []
  return secretWords.has(word.toLowerCase())
}

type Taker = (text: string) => readonly [value: unknown, left: string]

const takers: { readonly [As in SlashTake['as']]: Taker } = {
  word: takeWord,
  rest: (text) => [text === '' ? undefined : text, ''],
  number: (text) => {
    const [word, left] = takeWord(text)
    return [word !== undefined && /^\d{1,9}$/u.test(word) ? Number(word) : undefined, left]
  },
  words: (text) => {
    const words: string[] = []
    for (let [word, left] = takeWord(text); word !== undefined; [word, left] = takeWord(left)) words.push(word)
    return [words.length === 0 ? undefined : words, '']
  },
}

/** One word, or several in double quotes: `"Ann Lee"`. */
function takeWord(text: string): readonly [word: string | undefined, left: string] {
  const match = /^(?:"([^"]*)"|(\S+))\s*(.*)$/su.exec(text)
  return match === null ? [undefined, ''] : [match[1] ?? match[2], match[3] ?? '']
}

/** `/msg TO BODY`, `/topic [TOPIC]` … */
export function usageOf(form: SlashForm): string {
  const takes = form.takes.map((take) => {
    const name = take.as === 'words' ? `${take.field.toUpperCase()}…` : take.field.toUpperCase()
    return take.optional ? ` [${name}]` : ` ${name}`
  })
  return `/${form.word}${takes.join('')}`
}

/** The help, one line a command, the same on every wire; `locals` are added by the place that knows them. */
export function helpLines(locals: readonly LocalWord[] = []): string[] {
  const rows = commandNames.flatMap((name) => slashForms(name).map((form) => [usageOf(form), form.says] as const))
  const all = [...rows, ...locals.map((local) => [local.usage, local.says] as const), ['/help', 'see this'] as const]
  const width = Math.max(...all.map(([usage]) => usage.length))
  return all.map(([usage, says]) => `${usage.padEnd(width)}  ${says}`)
}
