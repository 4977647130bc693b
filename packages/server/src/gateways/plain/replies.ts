// What somebody on plain text reads after each command that they gave: a row for every command there is.

import type { Asked, CommandName, Reply } from '@hubbub/protocol'

import { messageReplies } from './replies/messages.ts'
import { peopleReplies } from './replies/people.ts'
import { roomReplies } from './replies/rooms.ts'
import type { Asker, ReplyRow, ReplyRows } from './replies/row.ts'
import { serverReplies } from './replies/server.ts'
import type { Lines } from './show.ts'

const replies: ReplyRows = { ...peopleReplies, ...roomReplies, ...messageReplies, ...serverReplies }

/** A command with its reply. */
export interface Answered<Name extends CommandName> {
  readonly name: Name
  readonly asked: Asked<Name>
  readonly reply: Reply<Name>
}

export function replyLines<Name extends CommandName>({ name, asked, reply }: Answered<Name>, asker: Asker): Lines {
  const row: ReplyRow<Name> = replies[name]
  return row === 'silent' ? [] : row(reply, asked, asker)
}
