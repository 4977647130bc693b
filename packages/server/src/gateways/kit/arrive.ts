// How somebody begins on a wire that does not insist on names: under the name they said, or as a guest.

import type { Session } from '@hubbub/core'
import { type Refusal, refusalOf, type Reply } from '@hubbub/protocol'

export interface Arrival {
  readonly reply: Reply<'person.identify'>
  /** Why the name that was said could not be had. */
  readonly refusal?: Refusal
}

/** Rejects with a Refusal only when there is no coming in at all. */
export async function arrive(session: Session, name: string | undefined): Promise<Arrival> {
  if (name === undefined) return { reply: await session.do('person.identify', {}) }
  try {
    return { reply: await session.do('person.identify', { name }) }
  } catch (cause) {
    return { reply: await session.do('person.identify', {}), refusal: refusalOf(cause) }
  }
}
