// message.targets: in which of somebody's rooms something was said between two times, and when last.

import type { Handler } from '../brain.ts'
import { roomOf } from '../room/rooms.ts'
import { given } from './kit/given.ts'

export const targets: Handler<'message.targets'> = async ({ brain, person }, { afterAt, beforeAt, limit }) => {
  const found = await brain.ports.store.targets({ person: person.id, ...given({ afterAt, beforeAt }), limit })
  return { targets: found.map(({ room, at }) => ({ room: roomOf(room), at })) }
}
