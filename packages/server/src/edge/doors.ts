// All wires opened, and each connection shown to the door of its wire, or told in its own terms that there is none.

import type { Door, Gateway, GatewayPorts, Upgrade } from '../gateways/gateway.ts'
import type { Connection } from './connection.ts'
import type { Verdict } from './detect.ts'
import { refuse, type RefusedWire } from './refusals.ts'

export interface Doors {
  accept(connection: Connection, verdict: Verdict): void
  /** The settings are not what they were: wires that have told their clients something of them tell the rest. */
  rehashed(): void
  /** How to connect, one line for each kind of client. */
  howTos(at: { host: string; port: number }): readonly string[]
  /** Lets everybody go, politely; resolves when they have gone. */
  close(): Promise<void>
}

export type DoorPorts = Omit<GatewayPorts, 'upgrades' | 'howTos'>

export function openDoors(gateways: readonly Gateway[], ports: DoorPorts): Doors {
  const howTos: Doors['howTos'] = (at) => gateways.flatMap((gateway) => gateway.howTo?.(at) ?? [])
  const shared = { ...ports, upgrades: new Map<string, Upgrade>(), howTos }
  const doors = new Map<string, Door>(gateways.map((gateway) => [gateway.wire, gateway.open(shared)]))
  return {
    howTos,
    accept(connection, verdict) {
      try {
        const door = doors.get(verdict.wire)
        if (door === undefined) refuse(connection, verdict.wire as RefusedWire)
        else door.accept(connection, verdict)
      } catch (cause) {
        ports.log.error({ err: cause, wire: verdict.wire }, 'a wire failed at its door; the connection is cut')
        connection.destroy()
      }
    },
    rehashed() {
      for (const door of doors.values()) door.rehashed?.()
    },
    async close() {
      await Promise.all(doors.values().map((door) => door.close()))
    },
  }
}
