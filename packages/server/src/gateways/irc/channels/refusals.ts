// What a client is told when something could not be done to a channel: the numeric that its verb wants.

import { type ErrorCode, Refusal, refusalOf } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import { isChannel } from '../names.ts'
import type { NumericName } from '../lines/numerics.ts'

export type Answers = Partial<Record<ErrorCode, NumericName>>

const usual = {
  'no-such-room': 'ERR_NOSUCHCHANNEL',
  'not-joined': 'ERR_NOTONCHANNEL',
  'not-moderator': 'ERR_CHANOPRIVSNEEDED',
  'not-allowed': 'ERR_CHANOPRIVSNEEDED',
} satisfies Answers

interface About {
  readonly verb: string
  readonly channel: string
  /** Where this verb has another numeric than the usual one. */
  readonly answers?: Answers
}

/** Tells why not; what no numeric of the verb says is told in words. */
export function tellWhyNot(client: Client, cause: unknown, { verb, channel, answers = {} }: About): void {
  const { code, message } = refusalOf(cause)
  const numeric = answers[code] ?? (usual as Answers)[code]
  if (numeric === undefined) client.numeric('ERR_UNKNOWNERROR', verb, message)
  else client.numeric(numeric, channel)
}

/** Somebody who is not in the channel, or nobody. */
export function tellNoSuchMember(client: Client, nick: string, channel: string): void {
  if (client.server.ports.chat.people.byName(nick) === undefined) client.numeric('ERR_NOSUCHNICK', nick)
  else client.numeric('ERR_USERNOTINCHANNEL', nick, channel)
}

/** A comment, as long as a reason may be. */
export function reasonOf(text: string | undefined, charsMax: number): { readonly reason?: string } {
  return text === undefined || text === '' ? {} : { reason: [...text].slice(0, charsMax).join('') }
}

/** A channel as commands name a room: anything else would be a slug, and a room without a name is no channel. */
export function refOf(channel: string): string {
  if (!isChannel(channel) || channel === '#') throw new Refusal('no-such-room', channel)
  return channel
}
