// Where IRC connections come in: one client for each, until it is gone.

import type { Connection } from '../../edge/connection.ts'
import type { Door, GatewayPorts } from '../gateway.ts'
import { doorOf } from '../kit/door.ts'
import { takeIn } from '../kit/intake.ts'
import { Client } from './client.ts'
import { Speech } from './intake/speech.ts'
import { announceOffers } from './offers/announce.ts'
import { verbs } from './verbs/index.ts'
import type { IrcServer } from './viewer.ts'
import { openUpgrade } from './websocket/upgrade.ts'

export function openIrc(ports: GatewayPorts): Door {
  const clients = new Set<Client>()
  const help = new Map(Object.entries(verbs))
  const { settings, clock } = ports
  const said = Promise.resolve()
  const server: IrcServer = { ports, settings, startedAt: clock.now(), clients, help, said }
  const door = doorOf((connection) => welcome(server, clients, connection))
  ports.upgrades.set(
    'irc',
    openUpgrade(ports, (connection) => door.accept(connection, { wire: 'irc' })),
  )
  let told = settings()
  return {
    ...door,
    rehashed() {
      const before = told
      told = settings()
      announceOffers(clients, before)
    },
  }
}

function welcome(server: IrcServer, clients: Set<Client>, connection: Connection): Promise<void> {
  const client = new Client(server, connection)
  clients.add(client)
  return takeIn(connection, new Speech(client), server.ports).finally(() => clients.delete(client))
}
