// What all lines about persons and rooms are made of: sources, and the tags that tell of time and account.

import type { PersonView } from '@hubbub/core'
import type { Author } from '@hubbub/protocol'

import type { Out } from '../lines/line.ts'
import { nickOf, timeTag } from '../names.ts'
import { type NumericName, numerics } from '../lines/numerics.ts'
import type { IrcServer } from '../viewer.ts'

/** `nick!user@host` of somebody who is here. */
export function maskOf(person: Pick<PersonView, 'author' | 'user' | 'host'>): string {
  return `${nickOf(person.author)}!${person.user}@${person.host}`
}

/** What they say of themselves; every client shows it, so there is always something. */
export function realNameOf({ about, author }: Pick<PersonView, 'about' | 'author'>): string {
  return about === '' ? author.name : about
}

/** The mask of anybody, under the name they had then. */
export function sourceOf(author: Author, server: IrcServer): string {
  const here = server.ports.chat.people.byId(author.id)
  const nick = nickOf(author)
  return here === undefined ? `${nick}!${userOf(nick)}@hubbub` : `${nick}!${here.user}@${here.host}`
}

/** A user name for those who have left none. */
function userOf(nick: string): string {
  return nick.replace(/[^\w.-]+/gu, '').slice(0, 16) || 'guest'
}

/** A line of somebody's, at this time (now when left out), with the account they have. */
export function lineOf(
  author: Author,
  server: IrcServer,
  line: {
    readonly verb: string
    readonly params: readonly string[]
    readonly at?: number
    readonly tags?: Readonly<Record<string, string>>
  },
): Out {
  const here = server.ports.chat.people.byId(author.id)
  const account = author.account ?? here?.author.account
  return {
    tags: {
      time: timeTag(line.at ?? server.ports.clock.now()),
      ...(account === undefined ? {} : { account }),
      ...(here?.bot === true ? { 'bot': '', 'draft/bot': '' } : {}),
      ...line.tags,
    },
    source: sourceOf(author, server),
    verb: line.verb,
    params: line.params,
  }
}

/** A line of the server's own. */
export function serverLine(server: IrcServer, verb: string, params: readonly string[]): Out {
  return { tags: { time: timeTag(server.ports.clock.now()) }, source: server.settings().name, verb, params }
}

/** A numeric reply; the table's text, if it has one, is its last parameter. */
export function numericLine(
  { server, nick }: { readonly server: IrcServer; readonly nick: string },
  name: NumericName,
  ...params: readonly string[]
): Out {
  const { code, text } = numerics[name] as { readonly code: string; readonly text?: string }
  return serverLine(server, code, [nick, ...params, ...(text === undefined ? [] : [text])])
}
