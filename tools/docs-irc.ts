// docs/irc.md: everything that an IRC client can ask for and say, from the tables of the gateway.

import { limits } from '@hubbub/protocol'

import {
  capabilities,
  type Capability,
  type CapabilityContext,
} from '../packages/server/src/gateways/irc/offers/capabilities.ts'
import { extendedBans } from '../packages/server/src/gateways/irc/modes/masks.ts'
import { channelModes, memberModes } from '../packages/server/src/gateways/irc/modes/table.ts'
import { tokens } from '../packages/server/src/gateways/irc/offers/isupport.ts'
import type { Token } from '../packages/server/src/gateways/irc/offers/token.ts'
import { chanServ } from '../packages/server/src/gateways/irc/services/chanserv.ts'
import { nickServ } from '../packages/server/src/gateways/irc/services/nickserv.ts'
import { userModes } from '../packages/server/src/gateways/irc/modes/user-modes.ts'
import type { Verb } from '../packages/server/src/gateways/irc/verb.ts'
import { verbs } from '../packages/server/src/gateways/irc/verbs/index.ts'
import { defaultSettings } from '../packages/server/src/settings.ts'
import { generated, table } from './markdown.ts'

/** As it comes, to a client over TLS. */
const usual: CapabilityContext = { settings: defaultSettings, limits, secure: true }

export function ircDocument(): string {
  return [
    '# IRC',
    generated,
    'Every IRC client connects to the one port, in the clear, over TLS or over WebSocket (subprotocols `text.ircv3.net`, `binary.ircv3.net`, or none). ' +
      'Rooms are channels and persons are nicks: `Room 1` is `#Room_1`, `Bob Smith` is `Bob_Smith`, and both spellings are one name. Case does not matter.',
    'Values and tokens are those of a server without a configuration.',
    ...capabilitySection(),
    ...verbSection(),
    ...modeSection(),
    ...tokenSection(),
    ...serviceSection(),
  ]
    .join('\n\n')
    .concat('\n')
}

function capabilitySection(): string[] {
  const rows = Object.entries<Capability>(capabilities).map(([name, { value, says }]) => {
    const given = value?.(usual)
    const shown = given === undefined || given === '' ? '' : code(given ?? '')
    return [code(name), given === null ? 'when the operator sets it' : shown, says]
  })
  return ['## Capabilities', table(['capability', 'value', 'what it brings'], rows)]
}

const whenSays = {
  registering: 'before registration',
  registered: 'after registration',
  any: 'always',
} satisfies Record<Verb['when'], string>

function verbSection(): string[] {
  const rows = Object.keys(verbs)
    .toSorted()
    .flatMap((name) => {
      const verb = verbs[name]
      return verb === undefined ? [] : [verbRow(name, verb)]
    })
  return [
    '## Verbs',
    'The number of parameters is the least that is taken; fewer are answered with 461. `HELP <verb>` tells the same.',
    table(['verb', 'written', 'parameters', 'when', 'what it does', 'of'], rows),
  ]
}

function verbRow(name: string, { syntax, paramsMin, when, says, of = '' }: Verb): string[] {
  return [code(name), code(syntax), `${paramsMin}`, whenSays[when], says.join(' '), of]
}

const kindOfMode = {
  A: 'list',
  B: 'value, named to take it away',
  C: 'value',
  D: 'flag',
} as const

function modeSection(): string[] {
  const channelRows = [
    ...Object.entries(channelModes).map(([letter, { type, says }]) => [code(letter), kindOfMode[type], says]),
    ...Object.entries(memberModes).map(([letter, { sign, says }]) => [code(letter), `member, ${code(sign)}`, says]),
  ]
  return [
    '## Modes of channels',
    table(['mode', 'kind', 'what it means'], channelRows),
    `Lists take \`nick!user@host\` with \`*\` and \`?\`, \`address/bits\`, and extended bans: ${Object.entries(
      extendedBans,
    )
      .map(([name, letter]) => `${code(`${letter}:`)} (${name})`)
      .join(', ')}.`,
    '## Modes of persons',
    table(
      ['mode', 'what it means'],
      Object.entries(userModes).map(([letter, { says }]) => [code(letter), says]),
    ),
  ]
}

function tokenSection(): string[] {
  const context = { settings: defaultSettings, limits, filehost: 'https://HOST:PORT/files' }
  const rows = Object.entries<Token>(tokens).flatMap(([name, valueOf]) => {
    const value = valueOf(context)
    return value === null ? [] : [[code(name), value === '' ? '' : code(value)]]
  })
  return ['## ISUPPORT', table(['token', 'value'], rows.toSorted(byName))]
}

function byName([one = '']: string[], [other = '']: string[]): number {
  return one.localeCompare(other, 'en')
}

function serviceSection(): string[] {
  return [
    '## Services',
    ...[nickServ, chanServ].flatMap(({ name, says, commands }) => [
      `### ${name}`,
      `${name} ${says}`,
      table(
        ['command', 'what it does'],
        Object.values(commands).map((command) => [
          code(command.syntax),
          command.operator === true ? `${command.says} For operators.` : command.says,
        ]),
      ),
    ]),
  ]
}

function code(text: string): string {
  return `\`${text}\``
}
