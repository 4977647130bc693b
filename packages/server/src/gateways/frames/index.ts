// Fixed frames: NUL-padded texts of one size and no names; a Rust tutorial's chat and its many copies.

import type { Gateway } from '../gateway.ts'
import { siteFor } from '../kit/address.ts'
import { doorOf } from '../kit/door.ts'
import { earsOf, outletOf } from '../kit/ears.ts'
import { takeIn } from '../kit/intake.ts'
import { perForm } from '../kit/per-form.ts'
import { speechOf } from './inbound.ts'
import { type Form, outbound } from './outbound.ts'

/** The size that the tutorial's own program uses. */
const usualSize = 32

export const frames: Gateway = {
  wire: 'frames',
  speaks: 'Fixed frames padded with NUL: the clients of a well-known Rust chat tutorial, in any of their sizes.',
  howTo: ({ host, port }) => `A fixed-frame client (a Rust tutorial’s): ${host} ${port}`,
  outbound,
  hinted: { wire: 'frames', size: usualSize },
  open(ports) {
    const outletFor = perForm((form: Form) => outletOf({ table: outbound, form, toOrigin: true }))
    return doorOf((connection, verdict) => {
      const size = verdict.wire === 'frames' ? verdict.size : usualSize
      const ears = earsOf(connection, outletFor({ size, site: siteFor(connection, ports) }))
      const session = ports.chat.open(ears, { resumable: false, backlog: 0, from: connection.origin })
      return takeIn(connection, speechOf({ connection, session, size, limits: ports.limits }), ports)
    })
  },
}
