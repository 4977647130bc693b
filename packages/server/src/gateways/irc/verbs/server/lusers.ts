// How many are here (RFC 2812, 3.4.2; modern.ircdocs.horse, "LUSERS message"). This server is the whole network.

import type { Client } from '../../client.ts'

export function tellLusers(client: Client): void {
  const { chat } = client.server.ports
  const { people, invisible, operators, rooms, most } = chat.stats()
  const unregistered = [...client.server.clients].filter(({ registered, gone }) => !registered && !gone).length
  const counted = (what: string): [string, string, string] => [
    `${people}`,
    `${most}`,
    `Current ${what} users ${people}, max ${most}`,
  ]
  client.numeric('RPL_LUSERCLIENT', `There are ${people - invisible} users and ${invisible} invisible on 1 servers`)
  client.numeric('RPL_LUSEROP', `${operators}`)
  client.numeric('RPL_LUSERUNKNOWN', `${unregistered}`)
  client.numeric('RPL_LUSERCHANNELS', `${rooms}`)
  client.numeric('RPL_LUSERME', `I have ${people} clients and 0 servers`)
  client.numeric('RPL_LOCALUSERS', ...counted('local'))
  client.numeric('RPL_GLOBALUSERS', ...counted('global'))
}
