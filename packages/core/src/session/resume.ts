// session.resume: somebody comes back with a token and hears exactly what they missed.

import { Refusal } from '@hubbub/protocol'

import type { Handler } from '../brain.ts'
import { start } from './start.ts'

export const resume: Handler<'session.resume'> = async (call, input) => {
  const { store, random, clock } = call.brain.ports
  if (call.session.person !== undefined) throw new Refusal('already-identified')
  if (input.epoch !== undefined && input.epoch !== store.epoch) throw new Refusal('wrong-epoch', store.epoch)
  const stored = await store.resumePerson({ digest: random.digest(input.token), at: clock.now() })
  if (stored === undefined) throw new Refusal('resume-unknown')
  call.session.canComeBack = true
  const memberships = await store.memberships(stored.id)
  const known = input.rooms && new Map(input.rooms.map(({ room, seq }) => [room, seq]))
  const started = start(call, stored, {
    memberships,
    from: (room, { since }) => (known === undefined ? room.seq : (known.get(room.slug) ?? since)),
  })
  return { ...started, epoch: store.epoch }
}
