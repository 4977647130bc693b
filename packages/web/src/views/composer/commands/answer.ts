// What somebody sees after a command that they gave: a sentence, some rows, or another place.

import type { State } from '@hubbub/client'
import type { Asked, CommandName, Reply } from '@hubbub/protocol'

import type { Language } from '../../../i18n/languages.ts'
import type { Say } from '../../../i18n/say.ts'
import type { answerWords } from './answer-words.ts'

export interface Answer {
  readonly says?: string
  readonly rows?: readonly AnswerRow[]
  /** Where it leads. */
  readonly path?: string
}

export interface AnswerRow {
  readonly text: string
  readonly about?: string
  /** Where it leads to. */
  readonly path?: string
  /** It is there to be copied. */
  readonly isToCopy?: true
}

export interface Done<Name extends CommandName> {
  readonly input: Asked<Name>
  readonly reply: Reply<Name>
  /** The state before the command. */
  readonly state: State
  readonly language: Language
  readonly t: Say<typeof answerWords>
}

/** 'silent' is for what is seen in another way. */
export type AnswerOf<Name extends CommandName> = 'silent' | ((done: Done<Name>) => Answer)

export type Answers = { readonly [Name in CommandName]?: AnswerOf<Name> }
