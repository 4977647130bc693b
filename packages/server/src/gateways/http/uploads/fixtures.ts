// Clients of `/uploads` for tests: one that says exactly what a test wants, and the one that our clients use.

import type { Chat } from '@hubbub/core'
import type { ErrorFrame, FileInfo } from '@hubbub/protocol'
import { createHash } from 'node:crypto'
import { DetailedError, Upload, type UploadOptions } from 'tus-js-client'

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** Bytes that are different everywhere, so that none can take the place of others. */
export function someBytes(count: number): Buffer {
  const bytes = Buffer.alloc(count)
  for (let at = 0; at + 4 <= count; at += 4) bytes.writeUInt32LE(at ^ 0x5b_5b_5b_5b, at)
  return bytes
}

/** The token of somebody new on a whole server. */
export async function tokenIn(chat: Chat, name: string): Promise<string> {
  const outlet = { audience: () => ({ add() {}, delete() {}, size: 0, post() {} }) }
  const listener = { outlet, tell() {}, drained: () => Promise.resolve(), end() {} }
  const session = chat.open(listener, { resumable: true, backlog: 0 })
  const { token } = await session.do('person.identify', { name })
  if (token === undefined) throw new Error('no token came')
  return token
}

export interface Told {
  readonly room: string
  readonly seq: number
  readonly file: FileInfo
  readonly error?: ErrorFrame
}

export interface Answer {
  readonly status: number
  readonly named: (name: string) => string | null
  readonly json: Told
}

export interface Asked {
  readonly headers?: Record<string, string>
  readonly body?: Uint8Array | string
}

/** Asks in the name of a token's person. `path` may be a whole address. */
export type Ask = (method: string, path: string, asked?: Asked) => Promise<Answer>

export function asker(url: string, token?: string): Ask {
  const usual = { 'Tus-Resumable': '1.0.0', ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) }
  return async (method, path, { headers = {}, body } = {}) => {
    const init = { method, headers: { ...usual, ...headers }, ...(body === undefined ? {} : { body: body as string }) }
    const answer = await fetch(new URL(path, url), init)
    const json = (await answer.json().catch(() => ({}))) as Told
    return { status: answer.status, named: (name) => answer.headers.get(name), json }
  }
}

export const metadataOf = (said: Readonly<Record<string, string>>): string =>
  Object.entries(said)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')

/** Begins an upload of so many bytes; `said` is its metadata. */
export function begin(ask: Ask, bytes: number, said: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const told = metadataOf({ room: 'lobby', name: 'a.bin', ...said })
  return ask('POST', '/uploads', { headers: { 'Upload-Length': String(bytes), 'Upload-Metadata': told } })
}

/** Begins an upload and resolves with its path. */
export async function began(ask: Ask, bytes: number, said: Readonly<Record<string, string>> = {}): Promise<string> {
  const { status, named } = await begin(ask, bytes, said)
  if (status !== 201) throw new Error(`an upload could not begin: ${status}`)
  return named('location') ?? ''
}

/** Sends bytes that begin at `offset`. */
export function patch(ask: Ask, path: string, offset: number, body: Uint8Array | string): Promise<Answer> {
  const headers = { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) }
  return ask('PATCH', path, { headers, body })
}

/** How a whole upload went: what the last answer told, and how often it was tried again. */
export interface Uploaded {
  readonly told: Told
  readonly status: number
  readonly url: string
}

/** Uploads with the client that ours use. `more.onProgress` may abort it through the given upload: then it never settles. */
export function uploadWith(
  bytes: Buffer,
  options: UploadOptions,
): { readonly upload: Upload; readonly uploaded: Promise<Uploaded> } {
  const { promise: uploaded, resolve, reject } = Promise.withResolvers<Uploaded>()
  const upload = new Upload(bytes, {
    retryDelays: null,
    ...options,
    onError: (cause) => reject(refusalIn(cause)),
    onSuccess: ({ lastResponse }) => {
      const told = JSON.parse(lastResponse.getBody() || '{}') as Told
      resolve({ told, status: lastResponse.getStatus(), url: upload.url ?? '' })
    },
  })
  upload.start()
  return { upload, uploaded }
}

/** `413 file-too-large` from what the client was answered. */
function refusalIn(cause: unknown): unknown {
  const response = cause instanceof DetailedError ? cause.originalResponse : undefined
  if (response == null) return cause
  const { error } = JSON.parse(response.getBody()) as Told
  return new Error(`${response.getStatus()} ${error?.code}`)
}
