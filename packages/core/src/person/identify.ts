// person.identify: a newcomer gets a name, a token to come back with, and the lobby.

import { nameSkeleton, Refusal } from '@hubbub/protocol'

import type { Call, Handler } from '../brain.ts'
import type { StoredPerson } from '../ports.ts'
import { start } from '../session/start.ts'

export const identify: Handler<'person.identify'> = async (call, input) => {
  const { session, brain } = call
  const { store, random } = brain.ports
  if (session.person !== undefined) throw new Refusal('already-identified')
  const token = session.options.resumable ? random.secret() : undefined
  const stored = await createPerson(call, input.name, token)
  const memberships = await store.memberships(stored.id)
  const backlog = input.backlog ?? session.options.backlog
  const started = start(call, stored, { memberships, from: (room) => Math.max(0, room.seq - backlog) })
  return { ...started, epoch: store.epoch, token: token ?? '' }
}

async function createPerson(
  { brain }: Call,
  name: string | undefined,
  token: string | undefined,
): Promise<StoredPerson> {
  const { store, clock, random } = brain.ports
  for (;;) {
    const chosen = name ?? brain.people.nextGuestName()
    const person = await store.createPerson({
      name: chosen,
      skeleton: nameSkeleton(chosen),
      ...(token === undefined ? {} : { tokenDigest: random.digest(token) }),
      at: clock.now(),
    })
    if (person !== 'name-taken') return person
    if (name !== undefined) throw new Refusal('name-taken', name)
  }
}
