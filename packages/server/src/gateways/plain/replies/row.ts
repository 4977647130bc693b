// What a reply's row is: the lines that somebody on plain text reads after a command that they gave.

import type { RoomView } from '@hubbub/core'
import type { Asked, CommandName, Reply } from '@hubbub/protocol'

import type { Form, Lines } from '../show.ts'

/** Where and how the reply is read. */
export interface Asker {
  readonly form: Form
  readonly rooms: ReadonlyMap<string, RoomView>
  readonly server: string
}

/** 'silent' is for what is seen in another way, and for what cannot be typed and has nothing to read. */
export type ReplyRow<Name extends CommandName> =
  | 'silent'
  | ((reply: Reply<Name>, asked: Asked<Name>, asker: Asker) => Lines)

export type ReplyRows = { readonly [Name in CommandName]: ReplyRow<Name> }
