// message.send: somebody says something; it is stored, then told.

import type { Input, Reply } from '@hubbub/protocol'

import type { Handler, IdentifiedCall } from '../brain.ts'
import type { RoomView } from '../ports.ts'
import { checkAnswered } from './kit/answered.ts'
import { letAnswer } from './kit/direct.ts'
import { mentionsIn } from './kit/mentions.ts'
import { checkMaySpeak, placeOf } from './kit/place.ts'
import { checkBody, saidOf } from './kit/said.ts'

type Send = Input<'message.send'>

export const send: Handler<'message.send'> = (call, input) => {
  const room = placeOf(call, input)
  return room instanceof Promise ? room.then((found) => post(call, found, input)) : post(call, room, input)
}

async function post(call: IdentifiedCall, room: RoomView, input: Send): Promise<Reply<'message.send'>> {
  const { brain, session, person } = call
  const { store, clock } = brain.ports
  checkMaySpeak(call, room)
  letAnswer(call, room)
  checkBody(room, input.body)
  const answered = checkAnswered(brain, room, input.reply)
  if (answered !== undefined) await answered
  const { author } = person
  const mentions = room.people === undefined ? mentionsIn(brain, room, { body: input.body, author: author.id }) : []
  const said = saidOf(input, mentions)
  const entry = { room: room.id, author, ...said, at: (person.spokeAt = clock.now()) }
  const { clientId } = input
  const { seq, at, repeated } = await store.append(clientId === undefined ? entry : { ...entry, clientId })
  if (!repeated) {
    const payload = { room: room.slug, seq, at, author, ...said }
    brain.announce({ name: 'message.posted', payload, to: { room: room.slug }, origin: session.id })
  }
  return { room: room.slug, seq, at }
}
