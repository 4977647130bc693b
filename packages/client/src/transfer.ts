// Files: sends one into a room and fetches one, piece by piece, counting as it goes and checking what arrived.

import { commands, type FileInfo, limits, type Reply } from '@hubbub/protocol'

import { ClientError, failure } from './errors.ts'
import { readError, readObject } from './frames.ts'
import type { Clock, Http, HttpAnswer, HttpRequest, Random, Sha256 } from './ports.ts'
import { backOffMs } from './recovery/back-off.ts'

/** Told how many bytes have gone or come so far. */
export type Progress = (bytes: number) => void

export interface Upload {
  /** The room's slug. */
  readonly room: string
  readonly name: string
  /** Words that go with the file. */
  readonly body?: string | undefined
  readonly bytes: number
  /** The file from its beginning, each time it is called: a broken upload is tried again. */
  readonly content: () => AsyncIterable<Uint8Array>
  readonly progress?: Progress | undefined
}

export interface TransferPorts {
  readonly http: Http
  readonly clock: Clock
  readonly random: Random
  /** `http://localhost:11111` */
  readonly server: string
  /** Resolves when the server can be reached; rejects when that is no longer wanted. */
  online(): Promise<void>
}

export type Shared = Reply<'file.share'>

/** Under whom and as what a file is shared: repeated with the same, it is shared once. */
export interface UploadIdentity {
  readonly token: string
  readonly clientId: string
}

/** Resolves when the server has stored the file and told the room; tries again while that may help. */
export async function upload(ports: TransferPorts, file: Upload, identity: UploadIdentity): Promise<Shared> {
  for (let attempt = 0; ; attempt++) {
    await ports.online()
    try {
      return await uploadOnce(ports, file, identity)
    } catch (cause) {
      const last = attempt + 1 >= limits.upload_attempts_max
      if (last || !(cause instanceof ClientError) || !cause.retry) throw cause
    }
    await new Promise<void>((resolve) => ports.clock.after(backOffMs(attempt, ports.random), resolve))
  }
}

async function uploadOnce(
  { http, server, clock }: TransferPorts,
  file: Upload,
  identity: UploadIdentity,
): Promise<Shared> {
  const source = counted(file)
  const answer = await reach(http, {
    method: 'POST',
    url: `${server}/rooms/${encodeURIComponent(file.room)}/files?${queryOf(file, identity)}`,
    headers: {
      'authorization': `Bearer ${identity.token}`,
      'content-type': 'application/octet-stream',
      'content-length': String(file.bytes),
    },
    body: source.bytes,
  }).catch((cause: unknown) => {
    throw source.failed() ?? cause
  })
  const said = readObject(await answer.text())
  if (answer.status !== 201) throw readError(said['error'])
  // A server that does not say when it took the file took it about now.
  const read = commands['file.share'].reply.safeParse({ at: clock.now(), ...said })
  if (!read.success) throw failure('bad-reply')
  return read.data
}

function queryOf({ name, body }: Upload, { clientId }: UploadIdentity): string {
  const fields = { name, clientId, ...(body === undefined ? {} : { body }) }
  return Object.entries(fields)
    .map(([field, value]) => `${field}=${encodeURIComponent(value)}`)
    .join('&')
}

/** The bytes of a file on their way out. `failed` tells why the file could not be read, if that is what went wrong. */
function counted({ content, progress }: Upload): { bytes: AsyncIterable<Uint8Array>; failed(): unknown } {
  let cause: unknown
  async function* pieces(): AsyncGenerator<Uint8Array> {
    let bytes = 0
    try {
      for await (const piece of content()) {
        yield piece
        progress?.((bytes += piece.byteLength))
      }
    } catch (problem) {
      throw (cause = problem)
    }
  }
  return { bytes: pieces(), failed: () => cause }
}

export interface DownloadOptions {
  readonly sha256?: Sha256 | undefined
  readonly progress?: Progress | undefined
}

/** The bytes of a file. Throws `damaged` at the end, or as soon as it is certain, when they are not what was announced. */
export async function* download(
  { http, server }: Pick<TransferPorts, 'http' | 'server'>,
  file: FileInfo,
  { sha256, progress }: DownloadOptions = {},
): AsyncGenerator<Uint8Array> {
  // The address comes from the server; it may name a file there, and nothing else.
  if (!file.url.startsWith('/files/')) throw failure('bad-reply')
  const answer = await reach(http, { method: 'GET', url: `${server}${file.url}`, headers: {} })
  if (answer.status !== 200) throw readError(readObject(await answer.text())['error'])
  let bytes = 0
  for await (const piece of unbroken(answer.body)) {
    bytes += piece.byteLength
    if (bytes > file.bytes) throw failure('damaged')
    sha256?.update(piece)
    progress?.(bytes)
    yield piece
  }
  if (bytes !== file.bytes || (sha256 !== undefined && sha256.hex() !== file.sha256)) throw failure('damaged')
}

/** What comes in, with our own word for its breaking off. */
async function* unbroken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch {
    throw failure('unreachable')
  }
}

async function reach(http: Http, request: HttpRequest): Promise<HttpAnswer> {
  try {
    return await http(request)
  } catch {
    throw failure('unreachable')
  }
}
