// Plain text: lines typed in nc or telnet, and raw streams that end in a marker.

import type { Gateway } from '../gateway.ts'
import { siteFor } from '../kit/address.ts'
import { doorOf } from '../kit/door.ts'
import { earsOf, outletOf } from '../kit/ears.ts'
import { takeIn } from '../kit/intake.ts'
import { perForm } from '../kit/per-form.ts'
import { Talk } from './inbound.ts'
import { outbound } from './outbound.ts'
import type { Form } from './show.ts'

/** How much of what was said before a newcomer reads. */
const backlogEntries = 10

export const plain: Gateway = {
  wire: 'plain',
  speaks: 'Lines of text: nc, telnet, anything with a socket; raw streams that end in `!Disconnect` as well.',
  howTo: ({ host, port }) => `Anything with a socket: nc ${host} ${port}`,
  outbound,
  hinted: { wire: 'plain', telnet: false, chunks: false },
  open(ports) {
    const outletFor = perForm((form: Form) => outletOf({ table: outbound, form, toOrigin: false }))
    return doorOf((connection, verdict) => {
      const { telnet, chunks } = verdict.wire === 'plain' ? verdict : { telnet: false, chunks: false }
      const form: Form = { eol: telnet ? '\r\n' : '\n', site: siteFor(connection, ports) }
      const ears = earsOf(connection, outletFor(form))
      const session = ports.chat.open(ears, {
        resumable: false,
        backlog: backlogEntries,
        from: connection.origin,
      })
      const talk = new Talk({ connection, session, form, chunks, server: ports.about.name, limits: ports.limits })
      const gone = takeIn(connection, talk, ports)
      ports.clock.soon(() => talk.greet())
      return gone
    })
  },
}
