// What is said when a command has been carried out: a row for every command there is.

import type { CommandName } from '@hubbub/protocol'

import { harmless } from '../terminal/harmless.ts'
import type { AnswerRow, AnswerRows, Done } from './answers/done.ts'
import { messageAnswers } from './answers/messages.ts'
import { peopleAnswers } from './answers/people.ts'
import { roomAnswers } from './answers/rooms.ts'
import { serverAnswers } from './answers/server.ts'

const rows: AnswerRows = { ...peopleAnswers, ...roomAnswers, ...messageAnswers, ...serverAnswers }

export function answerLines<Name extends CommandName>(name: Name, done: Done<Name>): readonly string[] {
  const row: AnswerRow<Name> = rows[name]
  return row === 'silent' ? [] : row(done).map(harmless)
}
