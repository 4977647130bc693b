// MARKREAD: how far one has read a channel or a conversation, the same on all devices (draft/read-marker).

import { type ErrorCode, refusalOf } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { markLine } from '../outbound/read-marker.ts'
import { type Place, placeOf } from '../say/place.ts'
import { readTimestamp } from './selectors.ts'

/** `MARKREAD <target> [timestamp=…]`: sets the marker, which only moves forward, or asks for it. */
export async function markread(client: Client, { params: [target = '', selector] }: Line): Promise<void> {
  if (target === '') return fail(client, ['NEED_MORE_PARAMS', 'Missing parameters'])
  const place = placeOf(client, target)
  if (selector === undefined) return ask(client, target, place)
  const at = readTimestamp(selector)
  if (at === undefined) return fail(client, ['INVALID_PARAMS', target, 'Invalid timestamp'])
  try {
    await mark(client, target, { room: await slugOf(client, place), at })
  } catch (cause) {
    const { code, message } = refusalOf(cause)
    fail(client, [codes[code] ?? 'INTERNAL_ERROR', target, message])
  }
}

const codes: Partial<Record<ErrorCode, string>> = {
  'no-such-room': 'INVALID_PARAMS',
  'no-such-person': 'INVALID_PARAMS',
  'not-joined': 'INVALID_PARAMS',
}

/** Where there is nothing to read nothing was read, and it does no harm to ask. */
async function ask(client: Client, target: string, { room }: Place): Promise<void> {
  if (room === undefined) return tell(client, target, undefined)
  const { at } = await client.session.do('message.read', { room: room.slug })
  tell(client, target, at)
}

async function slugOf({ session }: Client, { room, to }: Place): Promise<string> {
  if (room !== undefined) return room.slug
  if ('room' in to) return to.room
  return (await session.do('room.direct', { person: to.to })).room.slug
}

/** What is heard of the marker meanwhile, from here and from other devices, is told in one answer. */
async function mark(client: Client, target: string, { room, at }: { room: string; at: number }): Promise<void> {
  let heardAt = 0
  client.answers = (heard) => {
    if (heard.name !== 'message.read' || heard.payload.room !== room) return false
    heardAt = Math.max(heardAt, heard.payload.at ?? 0)
    return true
  }
  try {
    const marker = await client.session.do('message.read', { room, at })
    const newest = Math.max(heardAt, marker.at ?? 0)
    tell(client, target, newest === 0 ? undefined : newest)
  } finally {
    client.answers = undefined
  }
}

function tell(client: Client, target: string, at: number | undefined): void {
  client.send(markLine(client, target, at))
}

/** `FAIL MARKREAD CODE target :sentence` (draft/read-marker, "Errors and Warnings"). */
function fail(client: Client, words: readonly [code: string, ...rest: string[]]): void {
  client.standard('FAIL', 'MARKREAD', ...words)
}
