// Verbs of capability negotiation (IRCv3 capability-negotiation): CAP and its subcommands.

import type { Client } from '../../client.ts'
import type { Line } from '../../lines/line.ts'
import { capLines, capWords } from '../../offers/cap-lines.ts'
import { type CapabilityName, capabilityNames, isCapability } from '../../offers/capabilities.ts'
import { contextOf, type Offer, offered, withValues } from '../../offers/offered.ts'
import { completeRegistration } from '../../registration/complete.ts'
import type { Verbs } from '../../verb.ts'

// As much of a request as the line holds (capability-negotiation, "CAP NAK": at least 100 characters).
const refusedChars = 400

type Subcommand = (client: Client, params: readonly string[]) => void | Promise<void>

const subcommands: Readonly<Record<string, Subcommand>> = {
  LS: (client, [version]) => {
    const asked = version !== undefined && /^\d+$/u.test(version) ? Number(version) : 301
    // A later LS may raise the version and never lowers it.
    client.capVersion = Math.max(client.capVersion, asked)
    if (client.capVersion >= withValues) client.negotiate((has) => has.add('cap-notify'))
    suspend(client)
    client.send(...capLines(client, 'LS', capWords(offered(contextOf(client)), client)))
  },
  LIST: (client) => {
    const on = capabilityNames.filter((name) => client.has.has(name))
    client.send(...capLines(client, 'LIST', on))
  },
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

/** All or nothing. */
function request(client: Client, asked: string): void {
  const words = asked.split(' ').filter((word) => word !== '')
  const wishes = words.map((word) => ({ name: word.replace(/^-/u, ''), on: !word.startsWith('-') }))
  const offer = offered(contextOf(client))
  if (!wishes.every((wish) => isPossible(client, offer, wish))) {
    return client.send(...capLines(client, 'NAK', [asked.slice(0, refusedChars)]))
  }
  client.negotiate((has) => {
    for (const { name, on } of wishes) {
      if (on) has.add(name as CapabilityName)
      else has.delete(name as CapabilityName)
    }
  })
  client.send(...capLines(client, 'ACK', words))
}

/** `sts` tells something and cannot be asked for (sts, "Capability"); of version 302 `cap-notify` is a part. */
function isPossible(
  client: Client,
  offer: Offer,
  { name, on }: { readonly name: string; readonly on: boolean },
): boolean {
  if (!isCapability(name)) return false
  if (on) return name !== 'sts' && offer.has(name)
  return name !== 'cap-notify' || client.capVersion < withValues
}
