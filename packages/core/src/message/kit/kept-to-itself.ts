// Where the operator has turned history off, nobody is shown what was said before they came.

import type { CommandName, Reply } from '@hubbub/protocol'

import type { Call, Handler } from '../../brain.ts'

type Asking = Extract<CommandName, 'message.history' | 'message.search' | 'message.targets'>

/** The handler where there is history to be shown; else an answer without any. */
export function ifShown<Name extends Asking>(handler: Handler<Name>, empty: Reply<Name>): Handler<Name> {
  return (call, input) => (call.brain.ports.policy().history ? handler(call, input) : empty)
}

/** How many of the last entries somebody is told on entering a room. */
export function backlogOf({ brain, session }: Call, asked: number | undefined): number {
  return brain.ports.policy().history ? (asked ?? session.options.backlog) : 0
}
