// What WHO says of somebody in a few letters: here or gone, operator, bot, what they are in the channel.

import type { PersonView, RoomView } from '@hubbub/core'

import type { Client } from '../client.ts'
import { prefixesOf } from '../modes/prefixes.ts'

/** `H@`, `G*B@+` */
export function flagsOf(client: Client, person: PersonView, room: RoomView | undefined): string {
  const { status, operator, bot } = person
  const prefixes = room === undefined ? '' : prefixesOf(room.roles.get(person.id), client.has)
  return `${status === 'ACTIVE' ? 'H' : 'G'}${operator ? '*' : ''}${bot ? 'B' : ''}${prefixes}`
}
