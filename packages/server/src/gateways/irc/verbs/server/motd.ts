// The message of the day (RFC 2812, 3.4.1).

import type { Client } from '../../client.ts'

export function tellMotd(client: Client): void {
  const { motd, name } = client.server.settings()
  if (motd.length === 0) return client.numeric('ERR_NOMOTD')
  client.numeric('RPL_MOTDSTART', `- ${name} Message of the day -`)
  for (const line of motd) client.numeric('RPL_MOTD', `- ${line}`)
  client.numeric('RPL_ENDOFMOTD')
}
