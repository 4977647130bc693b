// Verbs of watching who comes and goes (IRCv3 MONITOR).

import { foldName } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { isNick } from '../names.ts'
import { maskOf } from '../outbound/lines.ts'
import type { Verbs } from '../verb.ts'
import { packed } from '../who/packed.ts'

type Act = (client: Client, targets: readonly string[]) => void

const acts: Readonly<Record<string, Act>> = {
  '+': add,
  '-': (client, targets) => targets.forEach((nick) => client.watched.delete(foldName(nick))),
  'C': ({ watched }) => watched.clear(),
  'L': (client) => {
    for (const line of packed([...client.watched.values()], ',')) client.numeric('RPL_MONLIST', line)
    client.numeric('RPL_ENDOFMONLIST')
  },
  'S': (client) => tellState(client, [...client.watched.values()]),
}

export const monitorVerbs = {
  MONITOR: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'MONITOR + <nick>{,<nick>} | - <nick>{,<nick>} | C | L | S',
    says: ['Tells when people come and go.'],
    of: 'monitor',
    run: (client, { params: [act = '', targets = ''] }: Line) => {
      acts[act.toUpperCase()]?.(
        client,
        targets.split(',').filter((nick) => nick !== ''),
      )
    },
  },
} satisfies Verbs

/** Nicks only, no masks: nobody is to be followed around by their host. */
function add(client: Client, targets: readonly string[]): void {
  const most = client.server.ports.limits.irc_monitor_nicks_max
  const added: string[] = []
  for (const [at, nick] of targets.entries()) {
    if (!isNick(nick)) continue
    if (!client.watched.has(foldName(nick)) && client.watched.size >= most) {
      client.numeric('ERR_MONLISTFULL', `${most}`, targets.slice(at).join(','))
      break
    }
    client.watched.set(foldName(nick), nick)
    added.push(nick)
  }
  tellState(client, added)
}

function tellState(client: Client, nicks: readonly string[]): void {
  const { people } = client.server.ports.chat
  const here = nicks.flatMap((nick) => people.byName(nick) ?? [])
  const gone = nicks.filter((nick) => people.byName(nick) === undefined)
  for (const line of packed(here.map(maskOf), ',')) client.numeric('RPL_MONONLINE', line)
  for (const line of packed(gone, ',')) client.numeric('RPL_MONOFFLINE', line)
}
