// The commands that can be typed, from their declarations; and of what kind each of their arguments is.

import { type CommandName, commandNames, commands, type SlashForm, type SlashTake } from '@hubbub/protocol'

export interface Spelled {
  readonly command: CommandName
  readonly form: SlashForm
}

export const spelled: readonly Spelled[] = commandNames.flatMap((command) => {
  const forms: readonly SlashForm[] = commands[command].slash ?? []
  return forms.map((form) => ({ command, form }))
})

const byWord: ReadonlyMap<string, Spelled> = new Map(
  spelled.flatMap((one) => [one.form.word, ...(one.form.aliases ?? [])].map((word) => [word, one] as const)),
)

export function spelledAs(word: string): Spelled | undefined {
  return byWord.get(word.toLowerCase())
}

export type ArgumentKind = 'name' | 'room' | 'role'

const kinds: Readonly<Record<string, ArgumentKind>> = {
  to: 'name',
  person: 'name',
  people: 'name',
  room: 'room',
  role: 'role',
}

/** These are about somebody, by name; of all others a name is a new one. */
const aboutSomebody: ReadonlySet<CommandName> = new Set<CommandName>(['person.about', 'person.remove'])

export function kindOf({ command, form: { takes } }: Spelled, place: number): ArgumentKind | undefined {
  const take: SlashTake | undefined = takes[place] ?? (takes.at(-1)?.as === 'words' ? takes.at(-1) : undefined)
  if (take === undefined) return undefined
  return take.field === 'name' && aboutSomebody.has(command) ? 'name' : kinds[take.field]
}
