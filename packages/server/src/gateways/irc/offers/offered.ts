// What is offered to a connection, and what changes of that when the settings do (capability-negotiation; sts).

import type { Settings } from '../../../settings.ts'
import type { Client } from '../client.ts'
import {
  capabilities,
  type Capability,
  type CapabilityContext,
  type CapabilityName,
  capabilityNames,
} from './capabilities.ts'

/** The version of CAP that knows values, and implies cap-notify. */
export const withValues = 302

/** Names with their values, empty where there is none. */
export type Offer = ReadonlyMap<CapabilityName, string>

export function contextOf({ server, connection }: Pick<Client, 'server' | 'connection'>): CapabilityContext {
  return { settings: server.settings(), limits: server.ports.limits, secure: connection.origin.secure }
}

export function offered(context: CapabilityContext): Offer {
  const rows = capabilityNames.map((name) => {
    const { value }: Capability = capabilities[name]
    return [name, value === undefined ? '' : value(context)] as const
  })
  return new Map(rows.filter((row): row is [CapabilityName, string] => row[1] !== null))
}

export interface OfferChange {
  readonly come: Offer
  /** The same names with other values. */
  readonly changed: Offer
  readonly gone: readonly CapabilityName[]
}

/** Strict transport security is never taken back by CAP DEL, but by a policy that is over at once (sts, "Mechanism"). */
export function changeOf(before: Settings, now: CapabilityContext): OfferChange {
  const was = offered({ ...now, settings: before })
  const is = offered(now)
  const stsOver: Offer = was.has('sts') && !is.has('sts') && now.secure ? new Map([['sts', 'duration=0']]) : new Map()
  return {
    come: new Map([...is].filter(([name]) => !was.has(name))),
    changed: new Map([...is, ...stsOver].filter(([name, value]) => was.has(name) && was.get(name) !== value)),
    gone: [...was.keys()].filter((name) => !is.has(name) && name !== 'sts'),
  }
}
