// Somebody comes into a channel, as those who are in it see it (RFC 2812, 3.2.1; IRCv3 extended-join, away-notify).

import type { PersonView, RoomView } from '@hubbub/core'
import type { Role } from '@hubbub/protocol'

import type { CapabilityName } from '../offers/capabilities.ts'
import type { Out } from '../lines/line.ts'
import { memberChange } from '../modes/write.ts'
import { channelOf, nickOf } from '../names.ts'
import type { IrcServer } from '../viewer.ts'
import { lineOf, realNameOf, serverLine } from './lines.ts'

interface To {
  readonly server: IrcServer
  readonly has: ReadonlySet<CapabilityName>
}

export function joinLine({ server, has }: To, person: PersonView, room: { readonly name: string }): Out {
  const { author } = person
  const extended = has.has('extended-join') ? [author.account ?? '*', realNameOf(person)] : []
  return lineOf(author, server, { verb: 'JOIN', params: [channelOf(room), ...extended] })
}

/** JOIN, AWAY for somebody who is, and what they may do there more than others. */
export function joinLines(to: To, person: PersonView, room: RoomView): Out[] {
  const { status, away, author } = person
  const isTold = status !== 'ACTIVE' && to.has.has('away-notify')
  const reason = isTold ? [lineOf(author, to.server, { verb: 'AWAY', params: [away ?? status.toLowerCase()] })] : []
  return [joinLine(to, person, room), ...reason, ...roleLines(to, person, { room, was: 'member' })]
}

/** MODE where somebody may do something else in a channel than they might before. */
export function roleLines(
  { server, has }: To,
  { id, author }: PersonView,
  { room, was }: { readonly room: RoomView; readonly was: Role },
): Out[] {
  const modes = memberChange({ nick: nickOf(author), was, role: room.roles.get(id) ?? 'member' }, has)
  return modes.length === 0 ? [] : [serverLine(server, 'MODE', [channelOf(room), ...modes])]
}
