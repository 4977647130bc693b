// What a client says of an upload when it begins (`Upload-Metadata`), as the command that shares the file.

import { checkInput, type Input } from '@hubbub/protocol'

import { seqOf } from '../upload.ts'

/** A key may come without a value. */
export type Metadata = Readonly<Record<string, string | null>>

export type Sharing = Input<'file.share'>

/** Throws `bad-input` for what cannot be. Without a `clientId` the upload's own name is one, so that it is shared once. */
export function sharingOf({ room, name, filename, body, clientId, reply }: Metadata, id: string): Sharing {
  return checkInput('file.share', {
    room: room ?? '',
    name: name ?? filename ?? '', // other clients of tus say `filename`
    body: body ?? '',
    clientId: clientId ?? id,
    ...(reply == null ? {} : { reply: seqOf(reply) }),
  })
}
