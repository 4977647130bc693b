// The verb of notes about persons and channels: METADATA and its subcommands (draft/metadata-2).

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { fail } from '../metadata/failures.ts'
import { subscribe, subscriptions, unsubscribe } from '../metadata/subscriptions.ts'
import { sync } from '../metadata/sync.ts'
import { type Asked, clear, get, list, set } from '../metadata/values.ts'
import type { Verbs } from '../verb.ts'

interface Subcommand {
  /** Whether at least one key has to follow. */
  readonly needsKey?: true
  readonly run: (client: Client, asked: Asked) => void | Promise<void>
}

const subcommands = {
  GET: { needsKey: true, run: get },
  LIST: { run: list },
  SET: { needsKey: true, run: set },
  CLEAR: { run: clear },
  SUB: { needsKey: true, run: subscribe },
  UNSUB: { needsKey: true, run: unsubscribe },
  SUBS: { run: subscriptions },
  SYNC: { run: sync },
} satisfies Record<string, Subcommand>

const byWord = new Map<string, Subcommand>(Object.entries(subcommands))

export const metadataVerbs = {
  METADATA: {
    when: 'any',
    paramsMin: 2,
    syntax: 'METADATA <target> GET|SET|LIST|CLEAR|SYNC|SUB|UNSUB|SUBS [<key>{ <key>}] [:<value>]',
    says: [
      'Tells, or changes, what is noted about somebody or a channel. `*` is yourself.',
      'SUB, UNSUB and SUBS are about the keys whose changes you are told.',
    ],
    of: 'draft/metadata-2',
    run: metadata,
  },
} satisfies Verbs

function metadata(client: Client, { params: [target = '*', word = '', ...params] }: Line): void | Promise<void> {
  // Before registration it is for those who have asked for it ("before-connect").
  if (!client.registered && !client.has.has('draft/metadata-2')) return client.numeric('ERR_NOTREGISTERED')
  const subcommand = byWord.get(word.toUpperCase())
  if (subcommand === undefined)
    return client.send(fail(client, 'SUBCOMMAND_INVALID', word, 'There is no such subcommand'))
  if (subcommand.needsKey && params.length === 0) return client.numeric('ERR_NEEDMOREPARAMS', 'METADATA')
  return subcommand.run(client, { target, params })
}
