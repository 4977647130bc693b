// Who may not come in: whoever a ban of the server is of.

import { Refusal } from '@hubbub/protocol'

import type { Brain } from '../brain.ts'
import { isListed } from '../mask.ts'
import { whenceOf } from '../person/kit/origin.ts'
import { present } from '../person/people.ts'
import type { LiveSession } from '../session/live-session.ts'

interface Who {
  readonly name: string
  readonly account?: string
  readonly user?: string
}

/** Refuses somebody who wants to be here as `who` and is kept off, by name, account or address. */
export async function refuseBanned(brain: Brain, session: LiveSession, { user, ...author }: Who): Promise<void> {
  const bans = await brain.keptOff.bans()
  const { user: usual } = present({ id: 0, ...author })
  const one = { author, user: user ?? usual, ...whenceOf(brain, session) }
  if (isListed(bans, 'ban', { one, now: brain.ports.clock.now() })) throw new Refusal('banned')
}
