// An account that an operator makes for somebody else, who is not here.

import type { Listener } from '@hubbub/core'

import type { IrcServer } from '../viewer.ts'

/** Nobody listens here: the session only gives one command. */
const deaf: Listener = {
  outlet: { audience: () => ({ add() {}, delete() {}, size: 0, post() {} }) },
  tell() {},
  drained: () => Promise.resolve(),
  end() {},
}

/** Resolves with its name; rejects with a Refusal. */
export async function makeAccount({ ports }: IrcServer, asked: { name: string; password: string }): Promise<string> {
  const session = ports.chat.open(deaf, { resumable: false, backlog: 0, quiet: true })
  try {
    return (await session.do('person.register', asked)).account
  } finally {
    session.end()
  }
}
