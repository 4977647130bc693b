// How a command is carried out: checked against its declaration, let through by access, given to its handler.

import { checkInput, type CommandName, isCommandName, Refusal } from '@hubbub/protocol'

import { admit } from '../access.ts'
import type { Brain, Call, Handler } from '../brain.ts'
import { handlers } from '../handlers.ts'
import { refuseLongName } from '../names.ts'
import type { Given } from './command-queue.ts'
import type { LiveSession } from './live-session.ts'

/** Throws or rejects with a Refusal where the command may not or cannot be carried out. */
export function perform(brain: Brain, session: LiveSession, { name, input, content }: Given): unknown {
  if (!brain.open) throw new Refusal('closing')
  if (!isCommandName(name)) throw new Refusal('unknown-command', name)
  const checked = checkInput(name, input)
  refuseLongName(brain.ports.limits, name, checked)
  const call = admit(content === undefined ? { brain, session } : { brain, session, content }, name, checked)
  if (call instanceof Promise) return call
  // The table pairs each name with its own handler; the union of them all is beyond what the compiler can follow.
  const handler = handlers[name] as unknown as (call: Call, input: unknown) => ReturnType<Handler<CommandName>>
  return handler(call, checked)
}
