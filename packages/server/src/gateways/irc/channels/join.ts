// JOIN: into channels that are there, or into new ones (RFC 2812, 3.2.1).

import { type JoinedRoom, limits, refusalOf } from '@hubbub/protocol'

import { showJoin } from './view.ts'
import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { isChannel, isSameName, roomNameOf } from '../names.ts'
import { partAll } from './part.ts'
import { type Answers, refOf, tellWhyNot } from './refusals.ts'

const answers = {
  'not-invited': 'ERR_INVITEONLYCHAN',
  'banned': 'ERR_BANNEDFROMCHAN',
  'wrong-key': 'ERR_BADCHANNELKEY',
  'room-full': 'ERR_CHANNELISFULL',
  'account-required': 'ERR_NEEDREGGEDNICK',
  'too-many': 'ERR_TOOMANYCHANNELS',
  'name-invalid': 'ERR_NOSUCHCHANNEL',
  'too-long': 'ERR_NOSUCHCHANNEL',
  'bad-input': 'ERR_NOSUCHCHANNEL',
} satisfies Answers

export async function join(client: Client, { params: [targets = '', keys = ''] }: Line): Promise<void> {
  // `JOIN 0` leaves all channels (RFC 2812, 3.2.1).
  if (targets === '0') return partAll(client)
  const keyOf = keys.split(',')
  for (const [at, channel] of targets.split(',').entries()) {
    if (channel !== '') await joinOne(client, channel, keyOf[at])
  }
}

async function joinOne(client: Client, channel: string, key: string | undefined): Promise<void> {
  if (!isChannel(channel)) return client.numeric('ERR_BADCHANMASK', channel)
  const known = [...client.session.rooms.values()].find(
    (room) => room.kind !== 'direct' && isSameName(room.name, roomNameOf(channel)),
  )
  if (known !== undefined && isOldNews(client, known.slug)) return
  try {
    const room = await enter(client, channel, key)
    client.asked.add(room.slug)
    await showJoin(client, room)
  } catch (cause) {
    tellWhyNot(client, cause, { verb: 'JOIN', channel, answers })
  }
}

/** Whether the client has asked for the channel before and is in it: then there is nothing to tell. */
function isOldNews({ asked, hidden, session }: Client, slug: string): boolean {
  for (const one of asked) if (!session.rooms.has(one)) asked.delete(one)
  return !hidden.delete(slug) && asked.has(slug)
}

/** Whoever joins a channel that is not there makes it, as other servers do it: only members speak, and the topic is locked. */
async function enter({ session }: Client, channel: string, key: string | undefined): Promise<JoinedRoom> {
  // No key is longer, and to a wrong one its length makes no difference.
  const given = key === undefined || key.length > limits.room_key_chars_max ? {} : { key }
  const join = async (): Promise<JoinedRoom> => (await session.do('room.join', { room: refOf(channel), ...given })).room
  try {
    return await join()
  } catch (cause) {
    if (refusalOf(cause).code !== 'no-such-room') throw cause
  }
  try {
    return (await session.do('room.create', { name: roomNameOf(channel), settings: { topicLocked: true } })).room
  } catch (cause) {
    // Somebody else has made it meanwhile.
    if (refusalOf(cause).code !== 'room-exists') throw cause
    return join()
  }
}
