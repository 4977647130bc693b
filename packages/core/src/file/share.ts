// file.share: somebody shares a file; its bytes are kept first, then the entry that tells of it.

import { type Input, type Payload, Refusal, type Reply, safeFileName } from '@hubbub/protocol'

import type { Handler, MemberCall } from '../brain.ts'
import { checkAnswered } from '../message/kit/answered.ts'
import { letAnswer } from '../message/kit/direct.ts'
import { mentionsIn } from '../message/kit/mentions.ts'
import { checkMaySpeak } from '../message/kit/place.ts'
import { saidOf } from '../message/kit/said.ts'
import type { Blob } from '../ports.ts'
import { sharedFile } from './links.ts'
import { take } from './take.ts'

type Share = Input<'file.share'>

export const share: Handler<'file.share'> = async (call, input) => {
  const { brain, person, room, content } = call
  if (content === undefined) throw new Refusal('bad-input', 'content: send the bytes with POST /rooms/<slug>/files')
  checkMaySpeak(call, room)
  letAnswer(call, room)
  await checkAnswered(brain, room, input.reply)
  return take(brain, { person: person.id, kept: false, content }, (blob) => post(call, input, blob))
}

async function post(call: MemberCall, input: Share, blob: Blob): Promise<Reply<'file.share'>> {
  const { brain, session, person, room } = call
  const { ports } = brain
  checkStillMay(call)
  const { author } = person
  const mentions = room.people === undefined ? mentionsIn(brain, room, { body: input.body, author: author.id }) : []
  const said = saidOf({ body: input.body, reply: input.reply }, mentions)
  const file = { id: ports.random.secret(), name: safeFileName(input.name), ...blob }
  const entry = { room: room.id, author, ...said, file, at: (person.spokeAt = ports.clock.now()) }
  const { clientId } = input
  const appended = await ports.store.append(clientId === undefined ? entry : { ...entry, clientId })
  const { seq, at, repeated } = appended
  // A repeated send of what was taken back meanwhile.
  if (repeated && appended.file === undefined) throw new Refusal('no-such-file', file.name)
  const info = sharedFile(ports, appended.file ?? file)
  if (!repeated) {
    const payload: Payload<'file.shared'> = { room: room.slug, seq, at, author, ...said, file: info }
    brain.announce({ name: 'file.shared', payload, to: { room: room.slug }, origin: session.id })
  }
  return { room: room.slug, seq, at, file: info }
}

/** The bytes may have taken long to come: whoever was sent away or silenced meanwhile shares nothing. */
function checkStillMay(call: MemberCall): void {
  const { session, room } = call
  if (session.rooms.get(room.slug) !== room) throw new Refusal('not-joined', room.slug)
  checkMaySpeak(call, room)
}
