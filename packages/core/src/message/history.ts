// message.history: a page of a room's entries, in order.

import type { Handler } from '../brain.ts'
import { messageOf } from './entry.ts'

export const history: Handler<'message.history'> = async ({ brain, room }, { before, after, limit }) => {
  const entries = await brain.ports.store.history({
    room: room.id,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    // One more than asked for tells whether there are others.
    limit: limit + 1,
    from: after === undefined ? 'newest' : 'oldest',
  })
  const more = entries.length > limit
  const page = after === undefined ? entries.slice(-limit) : entries.slice(0, limit)
  return { entries: page.map((entry) => messageOf(room.slug, entry)), more }
}
