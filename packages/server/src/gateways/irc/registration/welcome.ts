// What a client is told when it has been let in: who it is, what the server can, and what it is in.

import type { JoinedRoom } from '@hubbub/protocol'

import { showJoin } from '../channels/view.ts'
import type { Client } from '../client.ts'
import { channelModesInAll, channelModesWithParams } from '../modes/tokens.ts'
import { isupportLines } from '../offers/isupport.ts'
import { userModes, modesOf } from '../modes/user-modes.ts'
import { tellLusers } from '../verbs/server/lusers.ts'
import { tellMotd } from '../verbs/server/motd.ts'

/** In the order that clients wait for (RFC 2812, 5.1; modern.ircdocs.horse, "Connection registration"). */
export async function welcome(client: Client, rooms: readonly JoinedRoom[]): Promise<void> {
  greet(client)
  client.send(...isupportLines(client))
  tellLusers(client)
  if (client.person !== undefined) client.numeric('RPL_UMODEIS', `+${modesOf(client.person, client)}`)
  tellMotd(client)
  // All JOINs are begun in this turn of the event loop, in which nothing else of these channels is heard yet.
  await Promise.all(rooms.filter((room) => client.sees(room)).map((room) => showJoin(client, room)))
}

function greet(client: Client): void {
  const { server, nick } = client
  const { name, network } = server.settings()
  const version = `hubbub-${server.ports.about.version}`
  client.numeric('RPL_WELCOME', `Welcome to the ${network} network, ${nick}`)
  client.numeric('RPL_YOURHOST', `Your host is ${name}, running ${version}`)
  client.numeric('RPL_CREATED', `This server was started at ${new Date(server.startedAt).toUTCString()}`)
  const ownModes = Object.keys(userModes).join('')
  client.numeric('RPL_MYINFO', name, version, ownModes, channelModesInAll, channelModesWithParams)
}
