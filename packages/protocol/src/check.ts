// The check at the door: what came from outside becomes a command's input, or a refusal that says what is wrong with it.

import { errors, type ErrorCode, Refusal } from './errors.ts'
import { commands, type CommandName, type Input } from './registry.ts'

/** The input as its handler may rely on it. Throws the Refusal that the first failed check names, else `bad-input`. */
export function checkInput<Name extends CommandName>(name: Name, input: unknown): Input<Name> {
  const result = commands[name].input.safeParse(input)
  if (result.success) return result.data as Input<Name>
  const issue = result.error.issues[0]
  if (issue === undefined) throw new Refusal('bad-input')
  if (isErrorCode(issue.message)) throw new Refusal(issue.message, issue.path.join('.'))
  throw new Refusal('bad-input', `${issue.path.join('.') || 'input'}: ${issue.message}`)
}

function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errors, text)
}
