// Whom or what METADATA is about: somebody, a channel, or oneself before one is anybody (draft/metadata-2).

import { limits, Refusal } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import { isChannel, isSameName } from '../names.ts'

export type Values = ReadonlyMap<string, string>
/** Null takes a key away. */
export type Changes = Readonly<Record<string, string | null>>

export interface Subject {
  /** As replies name it. */
  readonly target: string
  /** Rejects with a Refusal when there is no such subject, or none that the client may know of. */
  readonly read: () => Promise<Values>
  readonly write: (changes: Changes) => Promise<unknown>
}

export function subjectOf(client: Client, target: string): Subject {
  const { session, registering, nick } = client
  if (registering !== undefined) return newcomer(registering.noted, { target, nick })
  if (isChannel(target)) return room(client, target)
  const isOneself = target === '*' || isSameName(target, nick)
  const person = isOneself ? {} : { name: target }
  return {
    target: isOneself ? nick : target,
    read: async () => mapOf(await session.do('person.metadata', person)),
    write: (set) => session.do('person.metadata', { ...person, set }),
  }
}

function room({ session }: Client, target: string): Subject {
  return {
    target,
    read: async () => mapOf(await session.do('room.metadata', { room: target })),
    write: (set) => session.do('room.metadata', { room: target, set }),
  }
}

function mapOf({ values }: { readonly values: Readonly<Record<string, string>> }): Values {
  return new Map(Object.entries(values))
}

/** What somebody notes about themselves before registration is kept until it is complete. */
function newcomer(noted: Map<string, string>, { target, nick }: { target: string; nick: string }): Subject {
  const checked = async <Result>(then: () => Result): Promise<Result> => {
    if (target !== '*' && !isSameName(target, nick)) throw new Refusal('no-such-person', target)
    return then()
  }
  return {
    target: target === '*' ? nick : target,
    read: () => checked(() => noted),
    write: (changes) =>
      checked(() => {
        for (const [key, value] of Object.entries(changes)) {
          if (value === null) noted.delete(key)
          else if (noted.has(key) || noted.size < limits.metadata_keys_per_subject_max) noted.set(key, value)
          else throw new Refusal('too-many', key)
        }
      }),
  }
}
