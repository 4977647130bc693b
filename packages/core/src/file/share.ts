// file.share: somebody shares a file; its bytes are kept first, then the entry that tells of it.

import { type Payload, Refusal, safeFileName } from '@hubbub/protocol'

import type { Handler } from '../brain.ts'
import { checkMaySpeak } from '../message/kit/place.ts'
import { fileInfo } from '../ports.ts'

export const share: Handler<'file.share'> = async (call, input) => {
  const { brain, session, person, room, content } = call
  const { store, blobs, clock, random, limits } = brain.ports
  if (content === undefined) throw new Refusal('bad-input', 'content: send the bytes with POST /rooms/<slug>/files')
  checkMaySpeak(call, room)
  const { release, ...blob } = await blobs.write(content, limits.file_bytes_max)
  const file = { id: random.secret(), name: safeFileName(input.name), ...blob }
  const { author } = person
  const entry = { room: room.id, author, body: input.body, file, at: clock.now() }
  const known = input.clientId === undefined ? entry : { ...entry, clientId: input.clientId }
  const appended = await store.append(known).finally(release)
  const { seq, at, repeated } = appended
  // A repeated send of what was taken back meanwhile.
  if (repeated && appended.file === undefined) throw new Refusal('no-such-file', file.name)
  const info = fileInfo(appended.file ?? file)
  if (!repeated) {
    const payload: Payload<'file.shared'> = { room: room.slug, seq, at, author, body: input.body, file: info }
    brain.announce({ name: 'file.shared', payload, to: { room: room.slug }, origin: session.id })
  }
  return { room: room.slug, seq, at, file: info }
}
