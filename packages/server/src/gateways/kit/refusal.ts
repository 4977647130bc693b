// A refusal as a sentence for people, on wires that have no error codes.

import { type ErrorCode, refusalOf } from '@hubbub/protocol'

/** What these refusals are about is something that was typed; others name a field, which nobody typed. */
const aboutSomething: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'bad-input',
  'name-taken',
  'no-such-person',
  'no-such-room',
  'no-such-file',
  'room-exists',
  'not-invited',
])

/** `There is no such room: attic` */
export function refusalText(cause: unknown): string {
  const { code, message, subject } = refusalOf(cause)
  return subject !== undefined && aboutSomething.has(code) ? `${message.replace(/\.$/u, '')}: ${subject}` : message
}

/** The last words to somebody whose connection is slower than the talk. */
export const notKeepingUp = 'You do not keep up with what is said.'
