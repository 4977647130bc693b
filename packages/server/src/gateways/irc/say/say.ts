// One thing said to one target: a message, an aside, a command to a service, a reaction, or tags alone.

import { limits, refusalOf } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import { nickOf } from '../names.ts'
import { serve, serviceNamed } from '../services/index.ts'
import { type Place, placeOf, seqOf } from './place.ts'
import { tellRefusal } from './refusals.ts'
import { type ClientTags, withoutReply } from './tags.ts'
import { readText } from './text.ts'

export interface Saying {
  readonly verb: 'PRIVMSG' | 'NOTICE'
  readonly text: string
  readonly tags: ClientTags
  /** Where lines of the text were joined (draft/multiline-concat). */
  readonly wraps?: readonly number[]
}

/** Says it; refusals are told in the verb's own terms. */
export async function say(client: Client, target: string, saying: Saying): Promise<void> {
  const { verb, text } = saying
  const service = serviceNamed(target)
  if (service !== undefined) return verb === 'NOTICE' ? undefined : serve(client, service, text)
  const place = placeOf(client, target)
  try {
    if (place.least === undefined) await send(client, place, saying)
    else await tellSome(client, place, saying)
  } catch (cause) {
    tellRefusal(client, verb, { refusal: refusalOf(cause), target })
  }
}

async function send(client: Client, place: Place, { verb, text, tags, wraps = [] }: Saying): Promise<void> {
  const { body, kind, offset } = readText(verb, text)
  const reply = seqOf(place, tags.reply)
  await client.session.do('message.send', {
    ...place.to,
    body,
    tags: reply === undefined ? tags.opaque : withoutReply(tags.opaque),
    wraps: wraps.slice(0, limits.message_wraps_max).map((at) => at - offset),
    ...(kind === undefined ? {} : { kind }),
    ...(reply === undefined ? {} : { reply }),
  })
  if (verb === 'PRIVMSG') tellAway(client, place)
}

async function tellSome({ session }: Client, { to, least }: Place, { verb, text, tags }: Saying): Promise<void> {
  if (least === undefined || !('room' in to)) return
  const { body, kind } = readText(verb, text)
  const said = { body, tags: tags.opaque, ...(kind === undefined ? {} : { kind }) }
  await session.do('message.aside', { room: to.room, least, ...said })
}

/** Whoever writes to somebody who is away is told so (RFC 2812, 4.1). */
function tellAway(client: Client, { to }: Place): void {
  if (!('to' in to)) return
  const other = client.server.ports.chat.people.byName(to.to)
  if (other === undefined || other.status === 'ACTIVE' || other.id === client.person?.id) return
  client.numeric('RPL_AWAY', nickOf(other.author), other.away ?? other.status.toLowerCase())
}

const typingStates = { active: 'active', paused: 'paused', done: 'done' } as const

function isTypingState(state: string | undefined): state is keyof typeof typingStates {
  return state !== undefined && Object.hasOwn(typingStates, state)
}

/** Tags alone: words of our own where there are some, else told as they are. */
export async function sayTags(client: Client, target: string, tags: ClientTags): Promise<void> {
  const place = placeOf(client, target)
  try {
    if (!(await react(client, place, tags))) await signal(client, place, tags)
  } catch (cause) {
    tellRefusal(client, 'TAGMSG', { refusal: refusalOf(cause), target })
  }
}

/** Whether the tags are a reaction to something that was said here. */
async function react(
  { session }: Client,
  place: Place,
  { reply, react: added, unreact }: ClientTags,
): Promise<boolean> {
  const seq = seqOf(place, reply)
  const text = added ?? unreact
  if (seq === undefined || place.room === undefined || text === undefined) return false
  await session.do(added === undefined ? 'message.unreact' : 'message.react', { room: place.room.slug, seq, text })
  return true
}

async function signal({ session }: Client, { to, least }: Place, { typing, opaque, lasts }: ClientTags): Promise<void> {
  if (least === undefined && isTypingState(typing)) await session.do('message.typing', { ...to, state: typing })
  else if (Object.keys(opaque).length > 0) {
    await session.do('message.signal', {
      ...to,
      tags: opaque,
      lasting: lasts,
      ...(least === undefined ? {} : { least }),
    })
  }
}
