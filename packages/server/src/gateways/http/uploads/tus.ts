// `/uploads`: files that come in pieces, over as many connections as it takes (tus 1.0), and are shared when they are whole.

import type { Session } from '@hubbub/core'
import { type Author, Refusal } from '@hubbub/protocol'
import { Server, type ServerOptions } from '@tus/server'
import { type Context, Hono, type MiddlewareHandler } from 'hono'

import type { GatewayPorts } from '../../gateway.ts'
import { isOwnPage } from '../../kit/origin.ts'
import { crossOrigin } from '../filehost/cross-origin.ts'
import { type Env, refusalResponse } from '../responses.ts'
import { asPerson, bearerOf, origins } from '../speaker.ts'
import { bodyOf, declaredBytes } from '../upload.ts'
import { answerOf, doneAnswer, offer, sharedJson } from './answers.ts'
import { readUploadId } from './id.ts'
import { type Metadata, sharingOf } from './sharing.ts'
import { type Shared, Uploads } from './uploads.ts'

interface Place {
  readonly ports: GatewayPorts
  readonly uploads: Uploads
}

/** Somebody's request about an upload of theirs. */
interface Ask {
  readonly c: Context<Env>
  readonly session: Session
  readonly id: string
}

/** What pages of allowed origins may do here. */
const allowed = {
  methods: 'POST, HEAD, GET, PATCH, DELETE',
  sends: 'Authorization, Content-Type, Tus-Resumable, Upload-Length, Upload-Metadata, Upload-Offset',
  reads: 'Location, Retry-After, Tus-Resumable, Upload-Expires, Upload-Length, Upload-Metadata, Upload-Offset',
}

export function uploadRoutes(ports: GatewayPorts, pace: MiddlewareHandler<Env>): Hono<Env> {
  const { uploadsDir: dir, clock, limits, log } = ports
  const place: Place = { ports, uploads: new Uploads({ dir, clock, limits, log }) }
  const app = new Hono<Env>()
  app.use(crossOrigin(ports, allowed))
  app.options('*', () => offer(limits.file_bytes_max))
  app.post('/', pace, (c) => begin(place, c))
  app.on(['GET', 'PATCH', 'DELETE'], '/:id', (c) => goOn(place, c))
  return app
}

function begin({ ports, uploads }: Place, c: Context<Env>): Promise<Response> {
  return asOwner(ports, c, async (session, person) => {
    const id = uploads.name(person.id)
    const answer = await throughTus({ ports, uploads }, { c, session, id })
    // Then whoever began it is not told its name.
    if (!answer.ok || c.env.incoming.errored !== null) await uploads.drop(id)
    return answer
  })
}

function goOn({ ports, uploads }: Place, c: Context<Env, '/:id'>): Promise<Response> {
  const id = c.req.param('id')
  const { method } = c.req
  return asOwner(ports, c, async (session, person) => {
    const done = uploads.done(id)
    const isTheirs = readUploadId(id)?.person === person.id
    if (isTheirs && done !== undefined && method !== 'DELETE') return doneAnswer(method, done)
    if (!isTheirs || !uploads.isOpen(id)) throw new Refusal('no-such-file', id)
    const answer = await ways[method as keyof typeof ways]({ ports, uploads }, { c, session, id })
    // It may have been done meanwhile, over another connection.
    const doneNow = answer.ok ? undefined : uploads.done(id)
    return doneNow === undefined ? answer : doneAnswer(method, doneNow)
  })
}

const ways = {
  GET: tell,
  HEAD: throughTus,
  async PATCH(place, ask) {
    await place.uploads.checkSpace(declaredBytes(ask.c.env.incoming))
    return throughTus(place, ask)
  },
  async DELETE(place, ask) {
    const answer = await throughTus(place, ask)
    if (answer.ok) await place.uploads.drop(ask.id)
    return answer
  },
} satisfies Record<string, (place: Place, ask: Ask) => Promise<Response>>

/** Does something for whoever's token comes with the request, from a page of ours. */
function asOwner(
  { chat, origins: allowedOrigins }: GatewayPorts,
  { env: { incoming } }: Context<Env>,
  act: (session: Session, person: Author) => Promise<Response>,
): Promise<Response> {
  const { headers, socket } = incoming
  if (!isOwnPage(headers, allowedOrigins)) throw new Refusal('not-allowed', headers.origin)
  const token = bearerOf(incoming)
  if (token === undefined) throw new Refusal('not-identified')
  return asPerson(chat, { token, from: origins.get(socket) }, act)
}

/** `GET`: what was shared, for a client that has missed to be told. If the server stopped before it was, it is now. */
async function tell({ uploads }: Place, ask: Ask): Promise<Response> {
  const upload = await uploads.find(ask.id)
  if (upload === undefined) return refusalResponse(new Refusal('no-such-file', ask.id))
  const { offset, size, metadata = {} } = upload
  if (offset !== size) throw new Refusal('bad-input', `${offset} of ${size} bytes have come`)
  const shared = await share(uploads, ask, { metadata, bytes: size })
  return doneAnswer('GET', { bytes: size, outcome: shared })
}

function share(
  uploads: Uploads,
  { session, id }: Ask,
  { metadata, bytes }: { metadata: Metadata; bytes: number },
): Promise<Shared> {
  return uploads.share({ id, bytes }, (content) => session.do('file.share', sharingOf(metadata, id), content))
}

/** Has tus answer, which is told who asks and about what. */
async function throughTus({ ports, uploads }: Place, ask: Ask): Promise<Response> {
  const { c, id } = ask
  let refusal: Refusal | undefined
  const server = new Server({
    path: '/uploads',
    relativeLocation: true,
    allowedOrigins: [],
    datastore: uploads.files,
    locker: uploads.locks,
    lockDrainTimeout: ports.limits.upload_takeover_ms,
    namingFunction: () => id,
    getFileIdFromRequest: () => id,
    ...hooksOf(uploads, ask),
    onResponseError(_request, cause) {
      if (cause instanceof Refusal) refusal = cause
      else if (cause instanceof Error) ports.log.warn({ err: cause, upload: id }, 'an upload failed')
      return undefined
    },
  })
  const answer = await answerOf(await server.handleWeb(requestOf(c)), refusal)
  if (answer.ok && uploads.isOpen(id)) {
    answer.headers.set('Upload-Expires', new Date(uploads.until(id)).toUTCString())
  }
  return answer
}

/** What tus asks before an upload begins and when it is whole. */
function hooksOf(uploads: Uploads, ask: Ask): Pick<ServerOptions, 'onUploadCreate' | 'onUploadFinish'> {
  const { c, session, id } = ask
  return {
    async onUploadCreate(_request, { metadata = {}, size = 0 }) {
      const { room } = sharingOf(metadata, id)
      await session.do('message.read', { room }) // only who is in the room may ask that
      await uploads.begin(id, size)
      return {}
    },
    async onUploadFinish(_request, { metadata = {}, size = 0 }) {
      const body = sharedJson(await share(uploads, ask, { metadata, bytes: size }))
      const status = c.req.method === 'PATCH' ? { status_code: 200 } : {}
      return { ...status, body, headers: { 'Content-Type': 'application/json' } }
    },
  }
}

/** A request as tus reads it. It sees when Node's request breaks off, and then keeps what has come. */
function requestOf({ req, env: { incoming, outgoing } }: Context<Env>): Request {
  const { method, url, raw } = req
  const hasBody = method === 'POST' || method === 'PATCH'
  const body = hasBody ? { body: ReadableStream.from(bodyOf(incoming, outgoing)), duplex: 'half' as const } : {}
  const request = new Request(url, { method, headers: raw.headers, ...body })
  return Object.assign(request, { runtime: { name: 'node', node: { req: incoming, res: outgoing } } })
}
