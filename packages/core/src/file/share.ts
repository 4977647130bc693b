// file.share: somebody shares a file; its bytes are kept first, then the entry that tells of it.

import { type Payload, Refusal, safeFileName } from '@hubbub/protocol'

import type { Handler } from '../brain.ts'
import { fileInfo } from '../ports.ts'

export const share: Handler<'file.share'> = async ({ brain, session, person, room, content }, input) => {
  const { store, blobs, clock, random, limits } = brain.ports
  if (content === undefined) throw new Refusal('bad-input', 'content: send the bytes with POST /rooms/<slug>/files')
  const { sha256, bytes, type } = await blobs.write(content, limits.file_bytes_max)
  const file = { id: random.secret(), name: safeFileName(input.name), type, bytes, sha256 }
  const { author } = person
  const entry = { room: room.id, author, body: input.body, file, at: clock.now() }
  const appended = await store.append(input.clientId === undefined ? entry : { ...entry, clientId: input.clientId })
  const { seq, at, repeated } = appended
  const info = fileInfo(appended.file ?? file)
  if (!repeated) {
    const payload: Payload<'file.shared'> = { room: room.slug, seq, at, author, body: input.body, file: info }
    brain.announce({ name: 'file.shared', payload, to: { room: room.slug }, origin: session.id })
  }
  return { room: room.slug, seq, at, file: info }
}
