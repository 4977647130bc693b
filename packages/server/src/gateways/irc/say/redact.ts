// REDACT: something that was said is taken back (draft/message-redaction).

import { type ErrorCode, refusalOf } from '@hubbub/protocol'

import { refOf } from '../channels/refusals.ts'
import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { isChannel, readMsgid } from '../names.ts'
import { placeOf, seqOf } from './place.ts'

interface Redaction {
  readonly target: string
  readonly msgid: string
  readonly reason?: string
}

const codes: Partial<Record<ErrorCode, string>> = {
  'no-such-room': 'INVALID_TARGET',
  'not-joined': 'INVALID_TARGET',
  'no-such-message': 'UNKNOWN_MSGID',
}

/** Who may is for the command to say; whether there is such a message is for those alone who could read it. */
export async function redact(client: Client, { params: [target = '', msgid = '', said = ''] }: Line): Promise<void> {
  const place = placeOf(client, target)
  const reason = [...said].slice(0, client.server.ports.limits.reason_chars_max).join('')
  const redaction = reason === '' ? { target, msgid } : { target, msgid, reason }
  if (place.room === undefined) return redactElsewhere(client, redaction)
  const { slug } = place.room
  const seq = seqOf(place, msgid)
  if (seq === undefined) return failUnknown(client, redaction)
  await attempt(client, redaction, () => client.session.do('message.erase', { room: slug, seq, ...because(redaction) }))
}

/** In a channel that one is not in, operators of the server alone may. They are told there and then: they hear nothing of it. */
async function redactElsewhere(client: Client, redaction: Redaction): Promise<void> {
  const { target, msgid, reason } = redaction
  if (client.person?.operator !== true || !isChannel(target)) {
    return fail(client, ['INVALID_TARGET', target, 'You cannot delete messages there'])
  }
  const named = readMsgid(msgid)
  if (named === undefined || !('seq' in named)) return failUnknown(client, redaction)
  await attempt(client, redaction, async () => {
    const of = { room: refOf(target), roomId: named.room, seq: named.seq }
    await client.session.do('server.erase', { ...of, ...because(redaction) })
    const params = [target, msgid, ...(reason === undefined ? [] : [reason])]
    if (client.has.has('draft/message-redaction')) client.send({ source: client.mask, verb: 'REDACT', params })
    else client.notice(`The message ${msgid} in ${target} is taken back`)
  })
}

function because({ reason }: Redaction): { readonly reason?: string } {
  return reason === undefined ? {} : { reason }
}

async function attempt(client: Client, { target, msgid }: Redaction, act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (cause) {
    const { code, message } = refusalOf(cause)
    fail(client, [codes[code] ?? 'REDACT_FORBIDDEN', target, msgid, message])
  }
}

function failUnknown(client: Client, { target, msgid }: Redaction): void {
  fail(client, ['UNKNOWN_MSGID', target, msgid, 'This message does not exist or is too old'])
}

/** `FAIL REDACT CODE target msgid :sentence` (draft/message-redaction, "Errors"). */
function fail(client: Client, words: readonly [code: string, ...rest: string[]]): void {
  client.standard('FAIL', 'REDACT', ...words)
}
