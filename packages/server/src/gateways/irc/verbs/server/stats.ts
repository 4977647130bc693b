// STATS: one row a letter (RFC 2812, 3.4.4).

import type { Client } from '../../client.ts'

const statistics: Readonly<Record<string, (client: Client) => void>> = {
  u: (client) =>
    client.numeric('RPL_STATSUPTIME', uptimeText(client.server.ports.clock.now() - client.server.startedAt)),
  o: (client) => {
    for (const { name } of client.server.settings().operators) client.numeric('RPL_STATSOLINE', 'O', '*', '*', name)
  },
  l: (client) => {
    if (client.person?.operator !== true) return client.numeric('ERR_NOPRIVILEGES')
    for (const { nick, gone } of client.server.clients) if (!gone) client.numeric('RPL_STATSLINKINFO', nick)
  },
}

/** A letter that says nothing has an end all the same. */
export function tellStats(client: Client, letter: string): void {
  const word = letter.slice(0, 1)
  if (Object.hasOwn(statistics, word)) statistics[word]?.(client)
  client.numeric('RPL_ENDOFSTATS', word)
}

const secondMs = 1_000
const minute = 60
const hour = 60 * minute
const day = 24 * hour

function uptimeText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / secondMs))
  const two = (count: number): string => `${Math.floor(count)}`.padStart(2, '0')
  const time = `${Math.floor((seconds % day) / hour)}:${two((seconds % hour) / minute)}:${two(seconds % minute)}`
  return `Server Up ${Math.floor(seconds / day)} days ${time}`
}
