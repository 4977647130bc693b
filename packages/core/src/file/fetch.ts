// file.fetch: what is known of a file, for those who may have it: by where it was shared, or by a link that they were shown.

import { Refusal } from '@hubbub/protocol'

import { oversees } from '../access.ts'
import type { Call, Handler } from '../brain.ts'
import type { FoundFile } from '../ports.ts'
import { isSigned, keptFile, linkedFile, sharedFile } from './links.ts'

export const fetch: Handler<'file.fetch'> = async (call, { file: id, sign }) => {
  const { brain, session } = call
  const { ports } = brain
  const file = await ports.store.findFile(id)
  if (file === undefined) throw new Refusal('no-such-file', id)
  // Its id cannot be guessed: whoever has it was told the address.
  if (file.keeper !== undefined) return { file: keptFile(file) }
  if (await isThere(call, file)) return { file: sharedFile(ports, file) }
  if (sign !== undefined && isSigned(file, sign, ports)) return { file: linkedFile(file, sign) }
  const isNobody = session.present === undefined && session.provedAccount === undefined
  throw new Refusal(isNobody ? 'link-expired' : 'not-joined', id)
}

/** Whether somebody is in the room where a file was shared, or may look into it. */
async function isThere({ brain, session }: Call, { room }: FoundFile): Promise<boolean> {
  if (room === undefined) return false
  const { present: person, provedAccount: account } = session
  if (person !== undefined) return session.rooms.get(room.slug)?.id === room.id || oversees(person, room)
  if (account === undefined) return false
  const rooms = await brain.ports.store.memberships(account.person)
  return rooms.some((membership) => membership.room.id === room.id)
}
