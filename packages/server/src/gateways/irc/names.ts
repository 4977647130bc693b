// Rooms and persons as channels and nicks, and back. Names that would look alike here are one name everywhere (foldName).

import type { RoomView } from '@hubbub/core'
import { foldName, isPersonName } from '@hubbub/protocol'

/** `Room 1` is `#Room_1`. */
export function channelOf({ name }: { readonly name: string }): string {
  return `#${name.replaceAll(' ', '_').replaceAll(',', ';')}`
}

export function isChannel(target: string): boolean {
  return target.startsWith('#')
}

/** The room name that a channel stands for, as far as a new room would be called so; an existing one is found by its fold. */
export function roomNameOf(channel: string): string {
  return channel.slice(1)
}

/** `Bob Smith` is `Bob_Smith`. What ends a nick in `nick!user@host` is written wide, which is the same name (foldName). */
export function nickOf({ name }: { readonly name: string }): string {
  return name.replace(/[ !@]/gu, (char) => writtenInNicks[char] ?? char)
}

const writtenInNicks: Readonly<Record<string, string>> = { ' ': '_', '!': '\uff01', '@': '\uff20' }

/** Whether a nick could be one, before it is known if it is free. */
export function isNick(nick: string): boolean {
  return isPersonName(nick) && !/[\s,*?!@.$:]/u.test(nick) && !/^[\d+%&~-]/u.test(nick)
}

/** What is found by the same names: channels by the room's name, never by its slug. */
export function isSameName(one: string, other: string): boolean {
  return foldName(one) === foldName(other)
}

/** The name of an entry for ever: its room and its place in it. */
export function msgidOf(room: Pick<RoomView, 'id'>, seq: number): string {
  return `${room.id.toString(36)}-s${seq.toString(36)}`
}

/** The name of something that happened in a room and is no entry: its room and its time, which nothing else there has. */
export function eventMsgidOf(room: Pick<RoomView, 'id'>, at: number): string {
  return `${room.id.toString(36)}-t${at.toString(36)}`
}

/** What a msgid names: an entry by its seq, or an event by its time. */
export type Named = { readonly room: number; readonly seq: number } | { readonly room: number; readonly at: number }

/** Undefined for what is no msgid of this server. */
export function readMsgid(msgid: string): Named | undefined {
  const [, room, kind, place] = /^([0-9a-z]{1,10})-([st])([0-9a-z]{1,10})$/u.exec(msgid) ?? []
  if (room === undefined || place === undefined) return undefined
  const named = parseInt(place, 36)
  return kind === 't' ? { room: parseInt(room, 36), at: named } : { room: parseInt(room, 36), seq: named }
}

/** `2026-11-20T21:58:11.123Z` (server-time). */
export function timeTag(at: number): string {
  return new Date(at).toISOString()
}
