// room.unlink: a moderator takes back every link to a room.

import type { Handler } from '../../brain.ts'
import { moderate, note } from '../moderation/moderate.ts'

export const unlink: Handler<'room.unlink'> = (call) =>
  moderate(call, async () => {
    const { brain, room } = call
    const { store, clock } = brain.ports
    const links = await store.removeLinks({ room: room.id, at: clock.now() })
    if (links > 0) note(call, { act: 'room.unlink', room: room.slug, detail: `${links}` })
    return { links }
  })
