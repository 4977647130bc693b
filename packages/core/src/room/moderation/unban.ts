// room.unban: a mask is taken off one of a room's lists.

import type { Handler } from '../../brain.ts'
import { fullMask } from '../../mask.ts'
import { isSameMask, lift } from './ban.ts'
import { moderate, note } from './moderate.ts'

export const unban: Handler<'room.unban'> = (call, { mask: given, list }) =>
  moderate(call, async () => {
    const { room } = call
    const mask = fullMask(given)
    const known = room.bans.find((one) => isSameMask(one, { mask, list }))
    if (known === undefined) return { removed: false, mask }
    const removed = await lift(call, known)
    note(call, { act: 'room.unban', room: room.slug, subject: known.mask, detail: list })
    return { removed, mask: known.mask }
  })
