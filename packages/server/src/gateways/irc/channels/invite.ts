// INVITE and KNOCK: people are asked into a channel, and ask to be let in (RFC 2812, 3.2.7; ISUPPORT KNOCK).

import { limits } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { channelOf, nickOf } from '../names.ts'
import { type Answers, reasonOf, refOf, tellWhyNot } from './refusals.ts'

/** Without a name it tells where one is invited. */
export async function invite(client: Client, { params: [nick, channel] }: Line): Promise<void> {
  if (nick === undefined) return tellInvitations(client)
  if (channel === undefined) return client.numeric('ERR_NEEDMOREPARAMS', 'INVITE')
  const guest = client.server.ports.chat.people.byName(nick)
  if (guest === undefined) return client.numeric('ERR_NOSUCHNICK', nick)
  const room = client.channel(channel)
  if (room !== undefined && guest.rooms.has(room.slug)) {
    return client.numeric('ERR_USERONCHANNEL', nickOf(guest.author), channelOf(room))
  }
  try {
    await client.session.do('room.invite', { room: refOf(channel), people: [nick] })
    client.numeric('RPL_INVITING', nickOf(guest.author), room === undefined ? channel : channelOf(room))
    if (guest.away !== undefined) client.numeric('RPL_AWAY', nickOf(guest.author), guest.away)
  } catch (cause) {
    tellWhyNot(client, cause, { verb: 'INVITE', channel })
  }
}

async function tellInvitations(client: Client): Promise<void> {
  const { rooms } = await client.session.do('room.list', {})
  for (const room of rooms) if (room.invited === true) client.numeric('RPL_INVITELIST_OWN', channelOf(room))
  client.numeric('RPL_ENDOFINVITELIST_OWN')
}

const knockAnswers = {
  'already-joined': 'ERR_KNOCKONCHAN',
  'not-allowed': 'ERR_CHANOPEN',
  'busy': 'ERR_TOOMANYKNOCK',
  'banned': 'ERR_BANNEDFROMCHAN',
} satisfies Answers

export async function knock(client: Client, { params: [channel = '', text] }: Line): Promise<void> {
  try {
    await client.session.do('room.knock', { room: refOf(channel), ...reasonOf(text, limits.reason_chars_max) })
    client.numeric('RPL_KNOCKDLVR', channel)
  } catch (cause) {
    tellWhyNot(client, cause, { verb: 'KNOCK', channel, answers: knockAnswers })
  }
}
