// `GET /files/:id/:name`: streams a file out, whole or in part, with headers that keep it from acting as a page of ours.

import { type FileInfo, Refusal } from '@hubbub/protocol'
import type { Context } from 'hono'

import type { GatewayPorts } from '../gateway.ts'
import { disposition } from './disposition.ts'
import { type Asked, readRange } from './range.ts'
import type { Env } from './responses.ts'
import { asStranger } from './speaker.ts'

type Ask = Context<Env, '/files/:id/:name'>

/** Which bytes are sent; `end` is exclusive. */
interface Part {
  readonly start: number
  readonly end: number
}

export function download(ports: GatewayPorts) {
  return async (c: Ask): Promise<Response> => {
    const file = await find(ports, c)
    const etag = `"${file.sha256}"`
    const headers = { ...headersOf(file), ETag: etag }
    if (c.req.header('if-none-match')?.includes(etag)) return new Response(null, { status: 304, headers })
    const asked = askedRange(c, file, etag)
    if (asked.kind === 'unsatisfiable') return unsatisfiable(file)
    if (asked.kind === 'whole')
      return send(ports, c, { file, headers, status: 200, part: { start: 0, end: file.bytes } })
    const range = `bytes ${asked.start}-${asked.end - 1}/${file.bytes}`
    return send(ports, c, { file, headers: { ...headers, 'Content-Range': range }, status: 206, part: asked })
  }
}

async function find({ chat, blobs }: GatewayPorts, c: Ask): Promise<FileInfo> {
  const { id, name } = c.req.param()
  const { file } = await asStranger(chat, (session) => session.do('file.fetch', { file: id }))
  if (file.name !== name || !(await blobs.has(file.sha256))) throw new Refusal('no-such-file')
  return file
}

/** A range counts for GET only, and after `If-Range` only if the file is still the one that the client has a part of. */
function askedRange(c: Ask, file: FileInfo, etag: string): Asked {
  const ifRange = c.req.header('if-range')
  const counts = c.req.method === 'GET' && (ifRange === undefined || ifRange === etag)
  return readRange(counts ? c.req.header('range') : undefined, file.bytes)
}

function unsatisfiable(file: FileInfo): Response {
  return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${file.bytes}` } })
}

interface Sending {
  readonly file: FileInfo
  readonly headers: Readonly<Record<string, string>>
  readonly status: 200 | 206
  readonly part: Part
}

function send(ports: GatewayPorts, c: Ask, { file, headers, status, part }: Sending): Response {
  const body = c.req.method === 'HEAD' ? null : ReadableStream.from(bytesOf(ports, c, { file, part }))
  return new Response(body, { status, headers: { ...headers, 'Content-Length': String(part.end - part.start) } })
}

/** The bytes of a file. When they cannot be read on, the connection is cut: the client must not take a part for the whole. */
async function* bytesOf(ports: GatewayPorts, c: Ask, { file, part }: Pick<Sending, 'file' | 'part'>) {
  try {
    yield* ports.blobs.read(file.sha256, part)
  } catch (cause) {
    ports.log.error({ err: cause, file: file.id }, 'a file could not be read')
    c.env.outgoing.destroy()
  }
}

// What a browser may show in its own window. SVG and HTML can act, so they are only ever saved.
const shown = /^(?:image\/(?:png|jpeg|gif|webp|avif)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/plain)(?:;|$)/u
const actsByName = /\.(?:svgz?|x?html?|xht|xml|mht|mhtml|js|mjs)$/iu
const goodType = /^[\w.+-]+\/[\w.+-]+(?:; ?charset=[\w-]+)?$/u

function headersOf(file: FileInfo): Record<string, string> {
  const kind = shown.test(file.type) && !actsByName.test(file.name) ? 'inline' : 'attachment'
  return {
    'Content-Type': goodType.test(file.type) ? file.type : 'application/octet-stream',
    'Content-Disposition': disposition(kind, file.name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'private, max-age=31536000, immutable',
    'Accept-Ranges': 'bytes',
  }
}
