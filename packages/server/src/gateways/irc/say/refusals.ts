// What a client is told when something could not be said: by the verb it was said with, and where.

import type { ErrorCode, Refusal } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { NumericName } from '../lines/numerics.ts'

type Numerics = Partial<Record<ErrorCode, NumericName>>

const inChannel: Numerics = {
  'no-such-room': 'ERR_NOSUCHCHANNEL',
  'not-joined': 'ERR_CANNOTSENDTOCHAN',
  'cannot-speak': 'ERR_CANNOTSENDTOCHAN',
  'banned': 'ERR_CANNOTSENDTOCHAN',
  'account-required': 'ERR_CANNOTSENDTOCHAN',
}

const toPerson: Numerics = {
  'no-such-person': 'ERR_NOSUCHNICK',
  'accounts-only': 'ERR_NEEDREGGEDNICK',
}

const codes: Partial<Record<ErrorCode, string>> = { busy: 'RATE_LIMITED', unavailable: 'TEMPORARILY_UNAVAILABLE' }

/** Nothing answers a NOTICE, an error neither (RFC 2812, 3.3.2). */
export function tellRefusal(
  client: Client,
  verb: 'PRIVMSG' | 'NOTICE' | 'TAGMSG',
  { refusal, target }: { refusal: Refusal; target: string },
): void {
  if (verb === 'NOTICE') return
  const { code, message } = refusal
  const numeric = (target.includes('#') ? inChannel : toPerson)[code]
  if (numeric !== undefined) client.numeric(numeric, target)
  else if (code === 'too-long') client.numeric('ERR_INPUTTOOLONG')
  else client.standard('FAIL', verb, codes[code] ?? 'MESSAGE_ERROR', target, message)
}
