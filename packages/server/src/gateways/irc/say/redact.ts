// REDACT: something that was said is taken back (draft/message-redaction).

import { type ErrorCode, refusalOf } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { placeOf, seqOf } from './place.ts'

const codes: Partial<Record<ErrorCode, string>> = {
  'no-such-room': 'INVALID_TARGET',
  'not-joined': 'INVALID_TARGET',
  'no-such-message': 'UNKNOWN_MSGID',
}

/** Who may is for the command to say; whether there is such a message is for those alone who could read it. */
export async function redact(client: Client, { params: [target = '', msgid = '', reason = ''] }: Line): Promise<void> {
  const place = placeOf(client, target)
  const seq = seqOf(place, msgid)
  if (place.room === undefined) return fail(client, ['INVALID_TARGET', target, 'You cannot delete messages there'])
  if (seq === undefined) {
    return fail(client, ['UNKNOWN_MSGID', target, msgid, 'This message does not exist or is too old'])
  }
  try {
    const given = reason === '' ? {} : { reason: cut(reason, client.server.ports.limits.reason_chars_max) }
    await client.session.do('message.erase', { room: place.room.slug, seq, ...given })
  } catch (cause) {
    const { code, message } = refusalOf(cause)
    fail(client, [codes[code] ?? 'REDACT_FORBIDDEN', target, msgid, message])
  }
}

function cut(text: string, charsMax: number): string {
  return [...text].slice(0, charsMax).join('')
}

/** `FAIL REDACT CODE target msgid :sentence` (draft/message-redaction, "Errors"). */
function fail(client: Client, words: readonly [code: string, ...rest: string[]]): void {
  client.standard('FAIL', 'REDACT', ...words)
}
