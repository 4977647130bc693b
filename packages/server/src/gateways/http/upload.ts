// `POST /rooms/:slug/files` and `PUT /rooms/:slug/files/:name`: streams a request's body into a room as a file.

import { Refusal } from '@hubbub/protocol'
import type { Context } from 'hono'
import type { IncomingMessage, ServerResponse } from 'node:http'

import type { GatewayPorts } from '../gateway.ts'
import { isOwnPage } from '../kit/origin.ts'
import { namedIn } from './disposition.ts'
import { type Env, plain } from './responses.ts'
import { asSpeaker, bearerOf, type Credentials, origins } from './speaker.ts'

const howTo = 'Send the file itself as the body, not a form: curl -T cat.png …/rooms/lobby/files/\n'

/** The query of an upload; each field is one of the command `file.share`, and `as` is a guest's name. */
type Field = 'name' | 'body' | 'clientId' | 'reply' | 'as'

export function upload(ports: GatewayPorts) {
  return async (c: Context<Env, '/rooms/:slug/files' | '/rooms/:slug/files/:name'>): Promise<Response> => {
    const { incoming, outgoing } = c.env
    if (!isOwnPage(incoming.headers, ports.origins)) throw new Refusal('not-allowed', incoming.headers.origin)
    if (isForm(incoming)) return plain(415, howTo)
    if (declaredBytes(incoming) > ports.limits.file_bytes_max) throw new Refusal('file-too-large')
    const { slug: room = '', name } = c.req.param() as { slug?: string; name?: string }
    const said = (field: Field): string | undefined => (field === 'name' ? name : undefined) ?? c.req.query(field)
    const reply = await asSpeaker(ports.chat, { ...credentials(incoming, said('as')), room }, (session) =>
      session.do('file.share', { room, ...fields(incoming, said) }, bodyOf(incoming, outgoing)),
    )
    return Response.json(
      { room: reply.room, seq: reply.seq, file: reply.file },
      { status: 201, headers: { Location: reply.file.url } },
    )
  }
}

export function isForm(incoming: IncomingMessage): boolean {
  return /^multipart\//iu.test(incoming.headers['content-type'] ?? '')
}

export function declaredBytes(incoming: IncomingMessage): number {
  return Number(incoming.headers['content-length'] ?? 0)
}

function credentials(incoming: IncomingMessage, guest: string | undefined): Credentials {
  const token = bearerOf(incoming)
  if (token === undefined && incoming.headers.authorization !== undefined) throw new Refusal('resume-unknown')
  return { token, guest, from: origins.get(incoming.socket) }
}

function fields(incoming: IncomingMessage, said: (field: Field) => string | undefined) {
  const [body, clientId, reply] = [said('body'), said('clientId'), said('reply')]
  return {
    name: said('name') ?? namedIn(incoming.headers['content-disposition']) ?? '',
    ...(body === undefined ? {} : { body }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(reply === undefined ? {} : { reply: seqOf(reply) }),
  }
}

/** A number that stands in a text; refused where it stands for none. */
export function seqOf(text: string): number {
  if (!/^\d{1,15}$/u.test(text)) throw new Refusal('bad-input', 'reply: the number of a message')
  return Number(text)
}

/** The bytes of a request. A client that waits for `100 Continue` is told to go on when the first bytes are wanted. */
export async function* bodyOf(incoming: IncomingMessage, outgoing: ServerResponse): AsyncGenerator<Uint8Array> {
  if (incoming.headers.expect !== undefined) outgoing.writeContinue()
  try {
    // Ending early must not destroy the request: its socket still carries the refusal.
    yield* incoming.iterator({ destroyOnReturn: false })
  } catch {
    throw new Refusal('bad-input', 'the upload was broken off')
  }
}
