// file.keep: somebody who has signed in keeps a file in no room; its bytes are kept first, then whose it is.

import { Refusal, safeFileName } from '@hubbub/protocol'

import type { Handler } from '../brain.ts'
import type { LiveSession } from '../session/live-session.ts'
import { keptFile } from './links.ts'
import { take } from './take.ts'

export const keep: Handler<'file.keep'> = async ({ brain, session, content }, input) => {
  const { store, clock, random } = brain.ports
  const person = accountOf(session)
  if (person === undefined) throw new Refusal('account-required')
  if (content === undefined) throw new Refusal('bad-input', 'content: send the bytes with POST /files')
  return take(brain, { person, kept: true, content }, async (blob) => {
    const file = { id: random.secret(), name: safeFileName(input.name), ...blob }
    await store.keepFile({ file, person, at: clock.now() })
    return { file: keptFile(file) }
  })
}

/** The account that was signed in to, whether it was said who is here or not. */
function accountOf({ provedAccount, present }: LiveSession): number | undefined {
  if (provedAccount !== undefined) return provedAccount.person
  return present?.author.account === undefined ? undefined : present.id
}
