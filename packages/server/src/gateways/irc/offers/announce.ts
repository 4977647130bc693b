// What connected clients are told when a rehash changes what is offered: CAP NEW and CAP DEL (cap-notify), and ISUPPORT.

import type { Settings } from '../../../settings.ts'
import type { Client } from '../client.ts'
import { capLines, capWords } from './cap-lines.ts'
import { isupportChanges } from './isupport.ts'
import { changeOf, contextOf, type OfferChange, withValues } from './offered.ts'

/** `before` are the settings as they were. */
export function announceOffers(clients: Iterable<Client>, before: Settings): void {
  const changes = new Map<boolean, OfferChange>()
  for (const client of clients) {
    if (client.gone) continue
    const context = contextOf(client)
    const change = changes.get(context.secure) ?? changeOf(before, context)
    changes.set(context.secure, change)
    if (client.has.has('cap-notify')) tellCapabilities(client, change)
    if (client.registered) client.event(isupportChanges(client, before))
  }
}

/** What is gone is off at once (capability-negotiation, "The CAP DEL subcommand"); who is not told of it keeps what it has. */
function tellCapabilities(client: Client, { come, changed, gone }: OfferChange): void {
  const news = client.capVersion >= withValues ? new Map([...come, ...changed]) : come
  if (gone.length > 0) client.event(capLines(client, 'DEL', gone))
  if (gone.some((name) => client.has.has(name))) {
    client.negotiate((has) => {
      for (const name of gone) has.delete(name)
    })
  }
  if (news.size > 0) client.event(capLines(client, 'NEW', capWords(news, client)))
}
