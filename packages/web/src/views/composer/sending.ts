// Says what was written: as a message, or with files; and puts back what the server refuses.

import { type Client, ClientError } from '@hubbub/client'
import type { Asked, Typed } from '@hubbub/protocol'

import { draft, draftingIn } from '../../state/drafting.ts'
import type { Uploads } from '../../state/uploads/uploads.ts'
import { clock, random } from '../../world/ports.ts'

export interface Sender {
  readonly client: Client
  readonly uploads: Uploads
  readonly room: string
  /** Is told why something was refused. */
  fail(cause: unknown): void
}

/** Says a text in answer to what it answers, with the files that were chosen; without either nothing is said. */
export function speak(sender: Sender, body: string): void {
  const { room, uploads } = sender
  const reply = draftingIn(room).reply?.seq
  const words = { ...(body === '' ? {} : { body }), ...(reply === undefined ? {} : { reply }) }
  if (uploads.go(room, words)) draft(room)
  else if (body !== '') say(sender, { room, body, ...words })
}

/** The field is empty at once; the message waits for the connection if there is none. */
export function say({ client, room, fail }: Sender, input: Asked<'message.send'>): void {
  const was = draftingIn(room)
  const clientId = `${clock.now().toString(36)}-${random.id()}`
  draft(room)
  client.do('message.send', { ...input, clientId }).catch((cause: unknown) => {
    if (!isRefusal(cause) || draftingIn(room).text !== '') return
    // What was refused for good is not lost: it stands where it was written, unless something else does by now.
    client.discard(clientId)
    draft(room, was)
    fail(cause)
  })
}

/** Not what somebody did themselves, and not what may have been stored all the same. */
function isRefusal(cause: unknown): boolean {
  return cause instanceof ClientError && !['discarded', 'closed', 'uncertain'].includes(cause.code)
}

/** What is said here by a command, such as `/me`, is on its way like all that is said. */
export function isSaying(typed: Typed): typed is Typed & { readonly input: Asked<'message.send'> } {
  if (typed.kind !== 'command' || typed.name !== 'message.send') return false
  return (typed.input as Asked<'message.send'>).to === undefined
}
