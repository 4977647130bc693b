// Verbs of capability negotiation (IRCv3 capability-negotiation): CAP and its subcommands.

import {
  capabilities,
  type Capability,
  type CapabilityContext,
  type CapabilityName,
  capabilityNames,
  isCapability,
} from '../../offers/capabilities.ts'
import type { Client } from '../../client.ts'
import type { Line } from '../../lines/line.ts'
import { serverLine } from '../../outbound/lines.ts'
import { completeRegistration } from '../../registration/complete.ts'
import type { Verbs } from '../../verb.ts'

const withValues = 302
const lineBytes = 400

type Subcommand = (client: Client, params: readonly string[]) => void | Promise<void>

const subcommands: Readonly<Record<string, Subcommand>> = {
  LS: (client, [version]) => {
    const asked = version !== undefined && /^\d+$/u.test(version) ? Number(version) : 301
    // A later LS may raise the version and never lowers it.
    client.capVersion = Math.max(client.capVersion, asked)
    if (client.capVersion >= withValues) client.negotiate((has) => has.add('cap-notify'))
    suspend(client)
    list(
      client,
      'LS',
      capabilityNames.flatMap((name) => offered(client, name) ?? []),
    )
  },
  LIST: (client) =>
    list(
      client,
      'LIST',
      capabilityNames.filter((name) => client.has.has(name)),
    ),
  REQ: (client, asked) => {
    suspend(client)
    request(client, asked.join(' '))
  },
  END: async (client) => {
    const { registering } = client
    if (registering === undefined) return
    registering.negotiating = false
    await completeRegistration(client)
  },
}

export const capVerbs = {
  CAP: {
    when: 'any',
    paramsMin: 1,
    syntax: 'CAP LS [302] | LIST | REQ :<capabilities> | END',
    says: ['Asks for extensions of the protocol, before or after registration.'],
    of: 'capability-negotiation',
    run: (client, { params }: Line) => {
      const [word = '', ...rest] = params
      const run = subcommands[word.toUpperCase()]
      if (run === undefined) return client.numeric('ERR_INVALIDCAPCMD', word)
      return run(client, rest)
    },
  },
} satisfies Verbs

/** Registration waits for CAP END once the client has begun to negotiate. */
function suspend({ registering }: Client): void {
  if (registering !== undefined) registering.negotiating = true
}

function contextOf(client: Client): CapabilityContext {
  return { settings: client.server.settings(), secure: client.connection.origin.secure }
}

/** `name` or `name=value`; undefined when it is not offered to this client. */
function offered(client: Client, name: CapabilityName): string | undefined {
  const value = (capabilities[name] as Capability).value?.(contextOf(client)) ?? ''
  if (!isOffered(client, name)) return undefined
  return value === '' || client.capVersion < withValues ? name : `${name}=${value}`
}

function isOffered(client: Client, name: CapabilityName): boolean {
  const { value } = capabilities[name] as Capability
  return value === undefined || value(contextOf(client)) !== null
}

/** Several lines if one is too long; all but the last carry a `*` (302). */
function list(client: Client, word: string, names: readonly string[]): void {
  const lines = folded(names)
  for (const [at, text] of lines.entries()) {
    const more = at < lines.length - 1 && client.capVersion >= withValues ? ['*'] : []
    client.send(capLine(client, [word, ...more, text]))
  }
}

function folded(names: readonly string[]): string[] {
  const lines: string[] = []
  for (const name of names) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + name.length > lineBytes) lines.push(name)
    else lines[lines.length - 1] = `${last} ${name}`
  }
  return lines.length === 0 ? [''] : lines
}

function capLine(client: Client, params: readonly string[]) {
  return serverLine(client.server, 'CAP', [client.nick, ...params])
}

/** All or nothing. */
function request(client: Client, asked: string): void {
  const words = asked.split(' ').filter((word) => word !== '')
  const wishes = words.map((word) => ({ name: word.replace(/^-/u, ''), on: !word.startsWith('-') }))
  // As much of the request as the line holds (capability-negotiation, "CAP NAK": at least 100 characters).
  if (!wishes.every((wish) => isPossible(client, wish))) {
    return client.send(capLine(client, ['NAK', asked.slice(0, lineBytes)]))
  }
  client.negotiate((has) => {
    for (const { name, on } of wishes) {
      if (on) has.add(name as CapabilityName)
      else has.delete(name as CapabilityName)
    }
  })
  for (const line of folded(words)) client.send(capLine(client, ['ACK', line]))
}

/** `sts` tells something and cannot be asked for (sts, "Capability"); of version 302 `cap-notify` is a part. */
function isPossible(client: Client, { name, on }: { readonly name: string; readonly on: boolean }): boolean {
  if (!isCapability(name)) return false
  if (on) return name !== 'sts' && isOffered(client, name)
  return name !== 'cap-notify' || client.capVersion < withValues
}
