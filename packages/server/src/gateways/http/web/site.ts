// The web client's files as they were built: served from memory, each address once, under a policy that lets no other script in.

import type { Context, MiddlewareHandler } from 'hono'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

import type { Env } from '../responses.ts'

/** Of each file what is sent, by the encodings that it was compressed to when it was built. */
interface SiteFile {
  readonly type: string
  readonly bytes: Readonly<Record<Encoding, Buffer<ArrayBuffer> | undefined>>
}

const encodings = { br: '.br', gzip: '.gz', identity: '' } as const
type Encoding = keyof typeof encodings

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** Our own scripts and styles alone; a script makes no other from text (`hubbub` is the policy that registers the worker). */
const policy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' blob: data:`,
  `media-src 'self' blob:`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `manifest-src 'self'`,
  `worker-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
  `require-trusted-types-for 'script'`,
  `trusted-types hubbub`,
].join('; ')

/** What every page of the client may ask a browser for. */
const pageHeaders = {
  'Content-Security-Policy': policy,
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
} as const

/** Named after their content. */
const assetHeaders = { 'Cache-Control': 'public, max-age=31536000, immutable' } as const

/** The addresses that the client itself tells apart. */
const pages = /^\/(?:(?:r|i|claim)\/.*|search|settings|admin|)$/u

/** Answers for the client's pages and files; everything else goes on. Without a built client nothing is answered. */
export function site(dir: string | undefined): MiddlewareHandler<Env> {
  const files = dir === undefined ? new Map<string, () => SiteFile>() : filesIn(dir)
  return async (c, next) => {
    const { method, path } = c.req
    const isPage = pages.test(path)
    const file = files.get(isPage ? '/index.html' : path)?.()
    const isAsked = method === 'GET' || method === 'HEAD'
    // Without its bytes it has gone since: the client was built anew.
    if (!isAsked || file?.bytes.identity === undefined) return next()
    return answer(c, file, path.startsWith('/assets/') ? assetHeaders : pageHeaders)
  }
}

function answer(c: Context<Env>, { type, bytes }: SiteFile, headers: Readonly<Record<string, string>>): Response {
  const accepted = c.req.header('accept-encoding') ?? ''
  const encoding =
    (['br', 'gzip'] as const).find((one) => bytes[one] !== undefined && accepted.includes(one)) ?? 'identity'
  const body = bytes[encoding] ?? null
  return new Response(c.req.method === 'HEAD' ? null : body, {
    headers: {
      ...headers,
      'Content-Type': type,
      'Content-Length': String(body?.length ?? 0),
      'Vary': 'Accept-Encoding',
      ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
    },
  })
}

/** Each is read when it is asked for first. */
function filesIn(dir: string): Map<string, () => SiteFile> {
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && types[extname(entry.name)] !== undefined)
    .map((entry) => join(entry.parentPath, entry.name))
  const addressOf = (path: string): string => path.slice(dir.length).replaceAll('\\', '/').replace(/^\/*/u, '/')
  return new Map(paths.map((path) => [addressOf(path), once(() => read(path))]))
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

function read(path: string): SiteFile {
  const bytes = Object.entries(encodings).map(([encoding, ending]) => [encoding, readIfThere(`${path}${ending}`)])
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    bytes: Object.fromEntries(bytes) as SiteFile['bytes'],
  }
}

function readIfThere(path: string): Buffer<ArrayBuffer> | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
