// What a service is: somebody who is no person, to whom one writes commands and who answers in notices.

import type { Client } from '../client.ts'

/** A command under way. */
export interface Ask {
  readonly client: Client
  /** What follows the command's word. */
  readonly params: readonly string[]
  /** A line of the answer. */
  say(text: string): void
}

export interface ServiceCommand {
  /** `IDENTIFY [<account>] <password>` */
  readonly syntax: string
  /** One sentence. */
  readonly says: string
  readonly paramsMin: number
  /** Only operators of the server are told of it and may give it. */
  readonly operator?: true
  readonly run: (ask: Ask) => void | Promise<void>
}

export interface Service {
  /** As it is written: `NickServ`. */
  readonly name: string
  /** One sentence. */
  readonly says: string
  /** By their word in upper case; HELP is every service's. */
  readonly commands: Readonly<Record<string, ServiceCommand>>
}

/** Carries out what was written to a service: what is checked for every command is checked here, once. */
export async function serve(client: Client, service: Service, text: string): Promise<void> {
  const [word = 'HELP', ...params] = text
    .trim()
    .split(/\s+/u)
    .filter((part) => part !== '')
  const ask: Ask = { client, params, say: (line) => client.notice(line, sourceOf(client, service)) }
  const asked = word.toUpperCase()
  if (asked === 'HELP') return help(service, ask)
  const command = Object.hasOwn(service.commands, asked) ? service.commands[asked] : undefined
  if (command === undefined || !isFor(client, command)) {
    return ask.say(`There is no command ${asked}. Say HELP to see all.`)
  }
  if (params.length < command.paramsMin) return ask.say(`Write it so: ${command.syntax}`)
  await command.run(ask)
}

function sourceOf({ server }: Client, { name }: Service): string {
  return `${name}!services@${server.settings().name}`
}

function isFor({ person }: Client, { operator }: ServiceCommand): boolean {
  return operator !== true || person?.operator === true
}

function help({ name, says, commands }: Service, { client, params: [word], say }: Ask): void {
  const shown = Object.values(commands).filter((command) => isFor(client, command))
  const asked = word === undefined ? shown : shown.filter(({ syntax }) => syntax.split(' ')[0] === word.toUpperCase())
  if (word === undefined) say(`${name}: ${says}`)
  for (const command of asked) say(`${command.syntax} - ${command.says}`)
  if (asked.length === 0) say(`There is no command ${word?.toUpperCase()}. Say HELP to see all.`)
}
