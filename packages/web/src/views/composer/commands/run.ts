// Carries out what was typed as a command, and tells what there is to be seen of it.

import type { Client } from '@hubbub/client'
import type { Asked, CommandName, Reply, Typed } from '@hubbub/protocol'

import type { Language } from '../../../i18n/languages.ts'
import { say } from '../../../i18n/say.ts'
import { answerWords } from './answer-words.ts'
import type { Answer, AnswerOf, Answers } from './answer.ts'
import { spelledAs } from './forms.ts'
import { peopleAnswers } from './people-answers.ts'
import { roomAnswers } from './room-answers.ts'
import { commandRows, type Powers, usageIn } from './rows.ts'

export { commandRows, usageIn } from './rows.ts'

export const answers: Answers = { ...peopleAnswers, ...roomAnswers }

/** A text that is no command, or lacks something, with what to do about it. */
export class Mistake extends Error {}

export interface Reader {
  readonly language: Language
  readonly powers: Powers
  /** Takes leave of the server, for good. */
  leave(): Promise<void>
}

type Command = Exclude<Typed, { kind: 'text' }>

/** Rejects with a `Mistake`, or with why the server refuses. */
export async function run(
  client: Client,
  { line, typed }: { line: string; typed: Command },
  reader: Reader,
): Promise<Answer> {
  const { language, powers, leave } = reader
  const t = say(answerWords, language)
  if (typed.kind === 'command' && typed.name === 'session.leave') return leave().then(() => ({}))
  if (typed.kind === 'command') return give(client, typed, language)
  if (typed.kind === 'mistake') throw new Mistake(mistakeIn(line, language))
  const rows = commandRows(language, powers).map(({ usage, says }) => ({ text: usage, about: says }))
  return { says: t('help'), rows }
}

function mistakeIn(line: string, language: Language): string {
  const t = say(answerWords, language)
  const [, word = ''] = /^\s*\/(\S*)/u.exec(line) ?? []
  const known = spelledAs(word)
  return known === undefined ? t('noCommand', { word }) : t('usage', { usage: usageIn(language, known.form) })
}

async function give(
  client: Client,
  { name, input }: Extract<Command, { kind: 'command' }>,
  language: Language,
): Promise<Answer> {
  // What is looked for is looked for on the page that is there for it.
  if (name === 'message.search')
    return answerOf(name, { input, reply: { entries: [], more: false } }, { client, language })
  const reply = await client.do(name, input)
  return answerOf(name, { input, reply } as never, { client, language })
}

function answerOf<Name extends CommandName>(
  name: Name,
  done: { readonly input: Asked<Name>; readonly reply: Reply<Name> },
  { client, language }: { readonly client: Client; readonly language: Language },
): Answer {
  const row = answers[name] as AnswerOf<Name> | undefined
  if (row === undefined || row === 'silent') return {}
  return row({ ...done, state: client.state, language, t: say(answerWords, language) })
}
