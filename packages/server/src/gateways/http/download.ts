// `GET /files/:id/:name`: streams a file out, whole or in part, with headers that keep it from acting as a page of ours.

import type { Log, PictureForm, Session } from '@hubbub/core'
import { type ErrorCode, type FileInfo, Refusal } from '@hubbub/protocol'
import type { Context } from 'hono'

import type { GatewayPorts } from '../gateway.ts'
import { disposition } from './disposition.ts'
import { type Asked, readRange } from './range.ts'
import type { Env } from './responses.ts'
import { asPerson, asStranger, bearerOf, origins } from './speaker.ts'

type Ask = Context<Env, '/files/:id/:name'>

export function download(ports: GatewayPorts) {
  return async (c: Ask): Promise<Response> => {
    const file = await find(ports, c)
    const form = formOf(c, file)
    return form === undefined ? sendKept(ports, c, file) : sendVariant(ports, c, { file, form })
  }
}

/** The file, for whoever has a link to it that holds, or the token of somebody who may have it. */
async function find({ chat }: GatewayPorts, { req, env: { incoming } }: Ask): Promise<FileInfo> {
  const sign = req.query('t')
  const input = { file: req.param('id'), ...(sign === undefined ? {} : { sign }) }
  const ask = (session: Session) => session.do('file.fetch', input)
  const token = bearerOf(incoming)
  try {
    if (token === undefined) return (await asStranger(chat, ask)).file
    return (await asPerson(chat, { token, from: origins.get(incoming.socket) }, ask)).file
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    throw new Refusal(cause.code, waysIn[cause.code] ?? cause.subject)
  }
}

/** What helps those who are not let in. */
const waysIn: Partial<Record<ErrorCode, string>> = {
  'link-expired':
    'Go to the message that shared the file, or ask for it again: it comes with a fresh link. Who is in its room may also send their token, Authorization: Bearer TOKEN.',
  'not-joined': 'The file is for those who are in the room where it was shared.',
}

/** In which form a picture is asked for, by `?size=` or by the name; undefined for the bytes as they are kept. */
function formOf({ req }: Ask, file: FileInfo): PictureForm | undefined {
  const [name, size] = [req.param('name'), req.query('size')]
  if (size !== undefined && !isSize(size)) throw new Refusal('bad-input', `size: ${sizes.join(', ')}`)
  if (name === file.name) return size
  if (name === `${file.name}.png` && size === undefined) return 'png'
  throw new Refusal('no-such-file')
}

const sizes = ['small', 'medium', 'large'] as const satisfies readonly PictureForm[]
const isSize = (text: string): text is (typeof sizes)[number] => (sizes as readonly string[]).includes(text)

async function sendKept(ports: GatewayPorts, c: Ask, file: FileInfo): Promise<Response> {
  const { sha256, bytes } = file
  if (!(await ports.blobs.has(sha256))) throw new Refusal('no-such-file')
  const etag = `"${sha256}"`
  const headers = { ...headersOf(file), 'ETag': etag, 'Accept-Ranges': 'bytes' }
  if (has(c, etag)) return new Response(null, { status: 304, headers })
  const asked = askedRange(c, bytes, etag)
  if (asked.kind === 'unsatisfiable') return unsatisfiable(bytes)
  if (asked.kind === 'whole') {
    return send(ports, c, { headers, status: 200, bytes, content: () => ports.blobs.read(sha256) })
  }
  const { start, end } = asked
  return send(ports, c, {
    headers: { ...headers, 'Content-Range': `bytes ${start}-${end - 1}/${bytes}` },
    status: 206,
    bytes: end - start,
    content: () => ports.blobs.read(sha256, { start, end }),
  })
}

/** A picture in another form; it goes out whole, whatever part of it is asked for. */
async function sendVariant(
  ports: GatewayPorts,
  c: Ask,
  { file, form }: { readonly file: FileInfo; readonly form: PictureForm },
): Promise<Response> {
  const etag = `"${file.sha256}.${form}"`
  const variant = await ports.pictures.variant(file.sha256, form)
  const { type, bytes } = variant
  const headers = { ...headersOf({ type, name: `${file.name}.${type.replace('image/', '')}` }), ETag: etag }
  if (has(c, etag)) return new Response(null, { status: 304, headers })
  return send(ports, c, { headers, status: 200, bytes, content: () => variant.read() })
}

function has(c: Ask, etag: string): boolean {
  return c.req.header('if-none-match')?.includes(etag) === true
}

/** A range counts for GET only, and after `If-Range` only if the file is still the one that the client has a part of. */
function askedRange(c: Ask, bytes: number, etag: string): Asked {
  const ifRange = c.req.header('if-range')
  const counts = c.req.method === 'GET' && (ifRange === undefined || ifRange === etag)
  return readRange(counts ? c.req.header('range') : undefined, bytes)
}

function unsatisfiable(bytes: number): Response {
  return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${bytes}` } })
}

interface Sending {
  readonly headers: Readonly<Record<string, string>>
  readonly status: 200 | 206
  readonly bytes: number
  content(): AsyncIterable<Uint8Array>
}

function send({ log }: GatewayPorts, c: Ask, { headers, status, bytes, content }: Sending): Response {
  const body = c.req.method === 'HEAD' ? null : ReadableStream.from(unlessBroken(log, c, content))
  return new Response(body, { status, headers: { ...headers, 'Content-Length': String(bytes) } })
}

/** The bytes of a file. When they cannot be read on, the connection is cut: the client must not take a part for the whole. */
async function* unlessBroken(log: Log, c: Ask, content: Sending['content']): AsyncGenerator<Uint8Array> {
  try {
    yield* content()
  } catch (cause) {
    log.error({ err: cause, file: c.req.param('id') }, 'a file could not be read')
    c.env.outgoing.destroy()
  }
}

// What a browser may show in its own window. SVG and HTML can act, so they are only ever saved.
const shown = /^(?:image\/(?:png|jpeg|gif|webp|avif)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/plain)(?:;|$)/u
const actsByName = /\.(?:svgz?|x?html?|xht|xml|mht|mhtml|js|mjs)$/iu
const goodType = /^[\w.+-]+\/[\w.+-]+(?:; ?charset=[\w-]+)?$/u

function headersOf(file: Pick<FileInfo, 'name' | 'type'>): Record<string, string> {
  const kind = shown.test(file.type) && !actsByName.test(file.name) ? 'inline' : 'attachment'
  return {
    'Content-Type': goodType.test(file.type) ? file.type : 'application/octet-stream',
    'Content-Disposition': disposition(kind, file.name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    // An erased file is gone at once, for browsers that have it as well: they ask before they show it again.
    'Cache-Control': 'private, no-cache',
  }
}
