// room.follow: somebody enters a room by a link.

import { Refusal } from '@hubbub/protocol'

import type { Handler } from '../../brain.ts'
import { goInto } from '../join.ts'

export const follow: Handler<'room.follow'> = async (call, { link, backlog }) => {
  const { store, random, clock } = call.brain.ports
  const room = await store.findLink({ digest: random.digest(link), at: clock.now() })
  if (room === undefined) throw new Refusal('link-expired')
  return { room: await goInto(call, room, { link: true, backlog }) }
}
