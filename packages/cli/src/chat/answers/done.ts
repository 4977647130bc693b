// What an answer's row is: the lines that somebody in the terminal reads after a command that they gave.

import type { State } from '@hubbub/client'
import type { Asked, CommandName, Reply } from '@hubbub/protocol'

export interface Done<Name extends CommandName> {
  readonly input: Asked<Name>
  readonly reply: Reply<Name>
  /** The state before the command. */
  readonly state: State
}

/** 'silent' is for what is seen in another way, or cannot be typed. */
export type AnswerRow<Name extends CommandName> = 'silent' | ((done: Done<Name>) => readonly string[])

export type AnswerRows = { readonly [Name in CommandName]: AnswerRow<Name> }
