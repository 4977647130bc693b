// The commands that somebody may give, each with its usage and what it does, in the reader's language.

import { commands, type SlashForm, type SlashTake } from '@hubbub/protocol'

import type { Language } from '../../../i18n/languages.ts'
import { say } from '../../../i18n/say.ts'
import type { CommandRow } from '../completion/candidates.ts'
import { type Spelled, spelled } from './forms.ts'
import { argumentWords, helpWords } from './help-words.ts'

/** What somebody is, as far as it matters for what they may do. */
export interface Powers {
  readonly operates: boolean
  readonly moderates: boolean
}

const help: SlashForm = { word: 'help', takes: [], says: 'see the commands' }

export function commandRows(language: Language, powers: Powers): readonly CommandRow[] {
  const forms = spelled.filter((one) => may(one, powers)).map(({ form }) => form)
  return [...forms, help].map((form) => ({
    word: form.word,
    aliases: form.aliases ?? [],
    usage: usageIn(language, form),
    says: say(helpWords, language)(form.word as keyof typeof helpWords),
  }))
}

function may({ command }: Spelled, { operates, moderates }: Powers): boolean {
  const { who } = commands[command]
  return who === 'operator' ? operates : who !== 'moderator' || moderates
}

/** `/msg TO TEXT`, `/topic [TOPIC]` … */
export function usageIn(language: Language, { word, takes }: SlashForm): string {
  return [`/${word}`, ...takes.map((take) => argumentIn(language, take))].join(' ')
}

function argumentIn(language: Language, { field, as, optional }: SlashTake): string {
  const name = say(argumentWords, language)(field as keyof typeof argumentWords) + (as === 'words' ? '…' : '')
  return optional ? `[${name}]` : name
}
