// Where something is to be said: the target of a line as the room or the person that a command names.

import type { RoomView } from '@hubbub/core'

import type { Client } from '../client.ts'
import { isChannel, isSameName, nickOf, readMsgid } from '../names.ts'

export interface Place {
  /** What a command is given: a room that one is in by its slug, any other by its name, or a person. */
  readonly to: { readonly room: string } | { readonly to: string }
  /** The room, if one is in it. */
  readonly room?: RoomView
  /** Only for those in the channel who are at least this (STATUSMSG). */
  readonly least?: 'voice' | 'moderator'
}

export function placeOf(client: Client, target: string): Place {
  const signs = /^([@+]+)#/u.exec(target)?.[1]
  if (signs === undefined) return isChannel(target) ? channelPlace(client, target) : personPlace(client, target)
  return { ...channelPlace(client, target.slice(signs.length)), least: signs.includes('+') ? 'voice' : 'moderator' }
}

function channelPlace(client: Client, channel: string): Place {
  const room = client.channel(channel)
  return room === undefined ? { to: { room: channel } } : { to: { room: room.slug }, room }
}

function personPlace(client: Client, nick: string): Place {
  const room = directRoom(client, nick)
  return room === undefined ? { to: { to: nick } } : { to: { to: nick }, room }
}

/** The direct room with somebody, once there is one; who is not here is known by the name that they had. */
function directRoom({ session, server }: Client, nick: string): RoomView | undefined {
  const own = session.person?.id
  const here = server.ports.chat.people.byName(nick)
  const isThem = ({ id, name }: { id: number; name: string }): boolean =>
    here === undefined ? isSameName(nickOf({ name }), nick) : id === here.id
  return session.rooms
    .values()
    .find(({ people }) => people?.some(isThem) === true && people.every((one) => one.id === own || isThem(one)))
}

/** The seq of the entry that a msgid names, if it is one of this place. */
export function seqOf({ room }: Place, msgid: string | undefined): number | undefined {
  const named = msgid === undefined ? undefined : readMsgid(msgid)
  if (named === undefined || !('seq' in named) || room === undefined || named.room !== room.id) return undefined
  return named.seq <= room.seq ? named.seq : undefined
}
