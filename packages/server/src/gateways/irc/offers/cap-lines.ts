// Lines of CAP: as many as their words need, none longer than a line may be (capability-negotiation).

import type { Client } from '../client.ts'
import type { Out } from '../lines/line.ts'
import { serverLine } from '../outbound/lines.ts'
import { type Offer, withValues } from './offered.ts'

type Told = Pick<Client, 'server' | 'nick' | 'capVersion'>

const wordsBytesMax = 400

/** Where clients of version 302 wait for the line without a `*` (capability-negotiation, "Multiline replies"). */
const waitedFor: ReadonlySet<string> = new Set(['LS', 'LIST'])

export function capLines(client: Told, subcommand: string, words: readonly string[]): Out[] {
  const texts = folded(words)
  const hasMore = waitedFor.has(subcommand) && client.capVersion >= withValues
  return texts.map((text, at) => {
    const more = hasMore && at < texts.length - 1 ? ['*'] : []
    return serverLine(client.server, 'CAP', [client.nick, subcommand, ...more, text])
  })
}

/** `name`, or `name=value` for those who know values. */
export function capWords(offer: Offer, { capVersion }: Told): string[] {
  return [...offer].map(([name, value]) => (value === '' || capVersion < withValues ? name : `${name}=${value}`))
}

function folded(words: readonly string[]): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > wordsBytesMax) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines.length === 0 ? [''] : lines
}
