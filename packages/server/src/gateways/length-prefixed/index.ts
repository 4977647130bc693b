// Messages with their length before them: a Rust course's chat with texts, images and files, in JSON and its siblings.

import type { Gateway } from '../gateway.ts'
import { siteFor } from '../kit/address.ts'
import { doorOf } from '../kit/door.ts'
import { earsOf, outletOf } from '../kit/ears.ts'
import { takeIn } from '../kit/intake.ts'
import { perForm } from '../kit/per-form.ts'
import { BodyMemory } from './body-reader.ts'
import { type Dialect, usualDialect } from './dialect.ts'
import { Talk } from './inbound.ts'
import { inOrder } from './in-order.ts'
import { type Form, outbound } from './outbound.ts'
import { Peers } from './peers.ts'
import { preparations } from './prepare.ts'

export const lengthPrefixed: Gateway = {
  wire: 'length-prefixed',
  speaks: 'A length, then a text, an image or a file in JSON, CBOR or bincode: the clients of a Rust course.',
  howTo: ({ host, port }) => `A length-prefixed client (a Rust course’s): ${host} ${port}`,
  outbound,
  hinted: { wire: 'length-prefixed', body: usualDialect.body, prefixBytes: usualDialect.prefixBytes },
  open(ports) {
    const { chat, limits, clock } = ports
    const peers = new Peers(limits.length_prefixed_recent_max)
    const memory = new BodyMemory(limits.length_prefixed_bodies_bytes_max)
    const prepareFor = preparations(ports)
    const outletFor = perForm(({ dialect, site }: Pick<Form, 'dialect' | 'site'>) => {
      const form: Form = { dialect, site, peers, files: new WeakMap() }
      return inOrder(
        outletOf({ table: outbound, form, toOrigin: false }),
        prepareFor(form),
        limits.room_events_held_max,
      )
    })
    return doorOf((connection, verdict) => {
      const opening = verdict.wire === 'length-prefixed' ? verdict : usualDialect
      const open = (dialect: Dialect) =>
        chat.open(earsOf(connection, outletFor({ dialect, site: siteFor(connection, ports) })), {
          resumable: false,
          backlog: 0,
          from: connection.origin,
        })
      const talk = new Talk({ connection, opening, peers, memory, open }, ports)
      const gone = takeIn(connection, talk, ports)
      clock.soon(() => talk.greet())
      return gone
    })
  },
}
