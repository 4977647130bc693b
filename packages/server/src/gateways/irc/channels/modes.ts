// MODE of a channel: what it is, its lists, and what is changed in it (RFC 2812, 3.2.3).

import { refusalOf, type Role } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { listedOf, writtenMask } from '../modes/masks.ts'
import { type Change, readModes } from '../modes/read.ts'
import type { ListMode, MemberModeLetter, Wanted } from '../modes/table.ts'
import { modesOf } from '../modes/write.ts'
import { channelOf, isSameName, nickOf } from '../names.ts'
import { refOf, tellNoSuchMember, tellWhyNot } from './refusals.ts'

/** More parameters than MODES says are not taken. */
export async function channelMode(client: Client, { params: [channel = '', letters, ...params] }: Line): Promise<void> {
  const most = client.server.ports.limits.irc_mode_params_max
  try {
    if (letters === undefined || letters === '') return await tellModes(client, channel)
    await change(client, channel, readModes(letters, params.slice(0, most)))
  } catch (cause) {
    tellWhyNot(client, cause, { verb: 'MODE', channel })
  }
}

async function tellModes(client: Client, channel: string): Promise<void> {
  const { room } = await client.session.do('room.about', { room: refOf(channel) })
  const modes = modesOf({ kind: room.kind, settings: room.settings ?? {} }, room.joined)
  client.numeric('RPL_CHANNELMODEIS', channelOf(room), ...modes)
  client.numeric('RPL_CREATIONTIME', channelOf(room), `${Math.floor(room.createdAt / 1_000)}`)
}

interface Changing {
  readonly client: Client
  readonly channel: string
}

/** What is on or off is changed at once, then lists and members one after the other. Whoever may not is told so once. */
async function change(client: Client, channel: string, changes: readonly Change[]): Promise<void> {
  const changing = { client, channel }
  const settings = changes.filter((one) => one.kind === 'setting').map(({ wanted }) => wanted)
  if (settings.length > 0) await changeSettings(changing, settings)
  for (const one of changes) await changers[one.kind](changing, one as never)
}

async function changeSettings({ client, channel }: Changing, all: readonly Wanted[]): Promise<void> {
  const set = Object.assign({}, ...all.map((wanted) => wanted.set ?? {})) as Wanted['set']
  const kind = all.findLast((wanted) => wanted.kind !== undefined)?.kind
  await client.session.do('room.settings', {
    room: refOf(channel),
    set: { ...set },
    ...(kind === undefined ? {} : { kind }),
  })
}

type Changers = {
  readonly [Kind in Change['kind']]: (
    changing: Changing,
    change: Extract<Change, { kind: Kind }>,
  ) => void | Promise<void>
}

const changers: Changers = {
  setting: () => undefined,
  ask: tellList,
  list: changeList,
  member: changeMember,
  unknown: ({ client }, { letter }) => client.numeric('ERR_UNKNOWNMODE', letter),
  missing: ({ client }) => client.numeric('ERR_NEEDMOREPARAMS', 'MODE'),
  // A key is nobody's business, a wrong one neither.
  invalid: (changing, { letter, param }) => tellInvalid(changing, letter, letter === 'k' ? '*' : param),
}

function tellInvalid({ client, channel }: Changing, letter: string, param: string): void {
  client.numeric('ERR_INVALIDMODEPARAM', channel, letter, param === '' ? '*' : param, 'That cannot be its parameter')
}

async function tellList({ client, channel }: Changing, { mode }: { readonly mode: ListMode }): Promise<void> {
  // Mutes are bans here, of another kind.
  const lists = mode.list === 'ban' ? (['ban', 'mute'] as const) : [mode.list]
  for (const list of lists) {
    const { bans } = await client.session.do('room.bans', { room: refOf(channel), list })
    for (const ban of bans) {
      const at = `${Math.floor(ban.at / 1_000)}`
      client.numeric(mode.entry, channel, writtenMask(ban).mask, nickOf({ name: ban.by }), at)
    }
  }
  client.numeric(mode.end, channel)
}

async function changeList(changing: Changing, change: Extract<Change, { kind: 'list' }>): Promise<void> {
  const { client, channel } = changing
  const { letter, on, mask } = change
  const listed = listedOf(letter, mask)
  if (listed === undefined) return tellInvalid(changing, letter, mask)
  try {
    await client.session.do(on ? 'room.ban' : 'room.unban', { room: refOf(channel), ...listed })
  } catch (cause) {
    const { code } = refusalOf(cause)
    if (code === 'bad-input' || code === 'too-long') tellInvalid(changing, letter, mask)
    else if (code === 'too-many') client.numeric('ERR_BANLISTFULL', channel, letter)
    else throw cause
  }
}

async function changeMember(
  changing: Changing,
  { letter, on, nick }: Extract<Change, { kind: 'member' }>,
): Promise<void> {
  const { client, channel } = changing
  try {
    const was = await roleOf(changing, nick)
    const role = roles[letter][on ? 'given' : 'taken'](was)
    await client.session.do('room.role', { room: refOf(channel), person: nick, role })
  } catch (cause) {
    if (refusalOf(cause).code !== 'no-such-person') throw cause
    tellNoSuchMember(client, nick, channel)
  }
}

/** What somebody is in the channel, here or not. */
async function roleOf({ client, channel }: Changing, nick: string): Promise<Role> {
  const here = client.server.ports.chat.people.byName(nick)
  const room = client.channel(channel)
  if (room === undefined) return 'member'
  if (here !== undefined) return room.roles.get(here.id) ?? 'member'
  const { people } = await client.session.do('room.members', { room: room.slug })
  return people.find(({ name }) => isSameName(name, nick))?.role ?? 'member'
}

type Become = (was: Role) => Role
const isOperator = (role: Role): boolean => role === 'owner' || role === 'moderator'

/** What somebody becomes; who is more already, or is not what is taken away, stays what they are. */
const roles: Readonly<Record<MemberModeLetter, { readonly given: Become; readonly taken: Become }>> = {
  o: { given: (was) => (isOperator(was) ? was : 'moderator'), taken: (was) => (isOperator(was) ? 'member' : was) },
  v: { given: (was) => (was === 'member' ? 'voice' : was), taken: (was) => (was === 'voice' ? 'member' : was) },
}
