// HELP, from the tables of verbs (modern.ircdocs.horse, "HELP message").

import type { Client } from '../../client.ts'
import type { Line } from '../../lines/line.ts'
import type { Verb, Verbs } from '../../verb.ts'

export const helpVerbs = { HELP: helpAs('HELP'), HELPOP: helpAs('HELPOP') } satisfies Verbs

function helpAs(word: string): Verb {
  return {
    when: 'registered',
    paramsMin: 0,
    syntax: `${word} [<verb>]`,
    says: ['Tells what one can say here, or about one verb.'],
    run: help,
  }
}

function help(client: Client, { params: [asked] }: Line): void {
  if (asked === undefined) return tell(client, '*', index(client))
  const verb = client.server.help.get(asked.toUpperCase())
  if (verb === undefined) client.numeric('ERR_HELPNOTFOUND', asked)
  else tell(client, asked.toUpperCase(), [verb.syntax, ...verb.says])
}

function tell(client: Client, subject: string, [first = '', ...lines]: readonly string[]): void {
  client.numeric('RPL_HELPSTART', subject, first)
  for (const line of lines) client.numeric('RPL_HELPTXT', subject, line)
  client.numeric('RPL_ENDOFHELP', subject, 'End of /HELP')
}

const wordsPerLine = 8

function index({ server: { help } }: Client): string[] {
  const words = [...help.keys()].toSorted()
  const lines = ['HELP <verb> tells more about one of these:']
  for (let at = 0; at < words.length; at += wordsPerLine) lines.push(words.slice(at, at + wordsPerLine).join(' '))
  return lines
}
