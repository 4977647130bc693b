// RENAME: a channel gets another name (IRCv3 draft/channel-rename).

import { type ErrorCode, limits, refusalOf } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { isChannel, roomNameOf } from '../names.ts'
import { reasonOf, refOf, tellWhyNot } from './refusals.ts'

const codes: Partial<Record<ErrorCode, string>> = {
  'room-exists': 'CHANNEL_NAME_IN_USE',
  'name-invalid': 'CANNOT_RENAME',
  'too-long': 'CANNOT_RENAME',
  'bad-input': 'CANNOT_RENAME',
  'not-allowed': 'CANNOT_RENAME',
}

export async function rename(client: Client, { params: [channel = '', wanted = '', text] }: Line): Promise<void> {
  if (!isChannel(wanted)) {
    return client.standard('FAIL', 'RENAME', 'CANNOT_RENAME', channel, wanted, 'That is no name of a channel')
  }
  try {
    const reason = reasonOf(text, limits.reason_chars_max)
    await client.session.do('room.rename', { room: refOf(channel), name: roomNameOf(wanted), ...reason })
  } catch (cause) {
    const { code, message } = refusalOf(cause)
    const failed = codes[code]
    if (failed === undefined) tellWhyNot(client, cause, { verb: 'RENAME', channel })
    else client.standard('FAIL', 'RENAME', failed, channel, wanted, message)
  }
}
