// LIST and NAMES: which channels there are, and who is in them (RFC 2812, 3.2.5 and 3.2.6; ISUPPORT ELIST).

import { globFits } from '@hubbub/core'
import { foldName, type ListedRoom } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { channelOf } from '../names.ts'
import { endOfNames, membersLines } from './names.ts'
import { refOf } from './refusals.ts'

export async function list(client: Client, { params: [asked = ''] }: Line): Promise<void> {
  const isWanted = wantedBy(asked, client.server.ports.clock.now())
  client.numeric('RPL_LISTSTART', 'Channel')
  for (const room of await listed(client)) {
    if (isWanted(room)) client.numeric('RPL_LIST', channelOf(room), `${room.here}`, room.topic)
  }
  client.numeric('RPL_LISTEND')
}

export async function names(client: Client, { params: [asked] }: Line): Promise<void> {
  const channels = asked?.split(',').filter((channel) => channel !== '') ?? []
  if (channels.length === 0) return tellAllNames(client)
  const told: string[] = []
  for (const channel of channels.slice(0, channelsMax(client))) {
    const room = client.channel(channel) ?? (await find(client, channel))
    if (room !== undefined) client.send(...(await membersLines(client, room).catch(() => [])))
    told.push(room === undefined ? channel : channelOf(room))
  }
  client.send(endOfNames(client, told.join(',')))
}

async function tellAllNames(client: Client): Promise<void> {
  const rooms = await listed(client)
  for (const room of rooms.slice(0, channelsMax(client))) {
    client.send(...(await membersLines(client, room).catch(() => [])))
  }
  client.send(endOfNames(client, '*'))
}

function channelsMax({ server }: Client): number {
  return server.ports.limits.irc_names_channels_max
}

/** A channel that one may know of. There is no error in answer to NAMES (modern.ircdocs.horse, "NAMES message"). */
async function find({ session }: Client, channel: string): Promise<ListedRoom | undefined> {
  try {
    return (await session.do('room.about', { room: refOf(channel) })).room
  } catch {
    return undefined
  }
}

/** All that are channels here: the lobby only for those who see it, and where everybody is joined to it. */
async function listed(client: Client): Promise<ListedRoom[]> {
  const { rooms } = await client.session.do('room.list', {})
  const { autoJoin } = client.server.settings().irc
  return rooms.filter(({ kind, slug }) => {
    if (kind !== 'lobby') return kind !== 'direct'
    return autoJoin || client.sees({ kind, slug })
  })
}

type Test = (room: ListedRoom, now: number) => boolean

const minuteMs = 60_000

const comparisons: Readonly<Record<string, (room: ListedRoom, now: number) => number | undefined>> = {
  '': ({ here }) => here,
  'C': ({ createdAt }, now) => (now - createdAt) / minuteMs,
  'T': ({ topicAt }, now) => (topicAt === undefined ? undefined : (now - topicAt) / minuteMs),
}

/** All conditions have to hold, and one of the masks if there are any. */
function wantedBy(asked: string, now: number): (room: ListedRoom) => boolean {
  const words = asked.split(',').filter((word) => word !== '')
  const conditions = words.flatMap((word) => conditionOf(word) ?? [])
  const masks = words.filter((word) => conditionOf(word) === undefined).map(foldName)
  return (room) => {
    const channel = foldName(channelOf(room))
    const isNamed = masks.length === 0 || masks.some((mask) => globFits(mask, channel))
    return isNamed && conditions.every((condition) => condition(room, now))
  }
}

/** `<9`, `>9` (people), `C<9` and `T>9` (minutes ago), `!*mask*`; undefined for a mask. */
function conditionOf(word: string): Test | undefined {
  if (word.startsWith('!')) {
    const mask = foldName(word.slice(1))
    return (room) => !globFits(mask, foldName(channelOf(room)))
  }
  const [, what, sign, value] = /^([CT]?)([<>])(\d{1,9})$/iu.exec(word) ?? []
  const measure = what === undefined ? undefined : comparisons[what.toUpperCase()]
  if (measure === undefined) return undefined
  return (room, now) => {
    const measured = measure(room, now)
    return measured !== undefined && (sign === '<' ? measured < Number(value) : measured > Number(value))
  }
}
