// Fetches a file piece by piece: goes on where a broken line stopped it, counts, and checks what arrived.

import { type FileInfo, limits } from '@hubbub/protocol'

import { ClientError, failure, isError } from '../errors.ts'
import { readError, readObject } from '../frames.ts'
import type { Clock, Http, Random, Sha256 } from '../ports.ts'
import { backOffMs } from '../recovery/back-off.ts'
import { bearer, orUnreachable, reach } from './reach.ts'

/** Told how many bytes have gone or come so far. */
export type Progress = (bytes: number) => void

export interface DownloadOptions {
  readonly sha256?: Sha256 | undefined
  readonly progress?: Progress | undefined
}

export interface DownloadPorts {
  readonly http: Http
  readonly clock: Clock
  readonly random: Random
  /** `http://localhost:11111` */
  readonly server: string
  token(): string | undefined
  /** Resolves when there is a line to the server; rejects when that is no longer wanted. */
  online(): Promise<void>
  /** Asks what is known of a file, and so for a fresh link to it. */
  ask(file: string): Promise<FileInfo>
}

/** The bytes of a file. Throws `damaged` at the end, or as soon as it is certain, when they are not what was announced. */
export async function* download(
  ports: DownloadPorts,
  file: FileInfo,
  { sha256, progress }: DownloadOptions = {},
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const piece of allOf(ports, file)) {
    bytes += piece.byteLength
    if (bytes > file.bytes) throw failure('damaged')
    sha256?.update(piece)
    progress?.(bytes)
    yield piece
  }
  if (bytes !== file.bytes || (sha256 !== undefined && sha256.hex() !== file.sha256)) throw failure('damaged')
}

/** Tries again after what passes, from where it is; after `link-expired` once with a fresh link. */
async function* allOf(ports: DownloadPorts, announced: FileInfo): AsyncGenerator<Uint8Array> {
  let file = announced
  let got = 0
  let failures = 0
  let isFresh = false
  for (;;) {
    const began = got
    try {
      for await (const piece of rest(ports, file, got)) {
        got += piece.byteLength
        yield piece
      }
      return
    } catch (cause) {
      if (got > began) failures = 0
      if (isError(cause, 'link-expired') && !isFresh) {
        isFresh = true
        file = { ...file, url: (await ports.ask(file.id)).url }
      } else if (cause instanceof ClientError && cause.retry && ++failures < limits.download_attempts_max) {
        await pause(ports, failures)
      } else throw cause
    }
  }
}

async function pause({ clock, random, online }: DownloadPorts, failures: number): Promise<void> {
  await new Promise<void>((resolve) => clock.after(backOffMs(failures - 1, random), resolve))
  await online()
}

/** What follows the first bytes of a file. */
async function* rest(ports: DownloadPorts, file: FileInfo, from: number): AsyncGenerator<Uint8Array> {
  // The address comes from the server; it may name a file there, and nothing else.
  if (!file.url.startsWith('/files/')) throw failure('bad-reply')
  const token = ports.token()
  const headers = {
    ...(token === undefined ? {} : bearer(token)),
    ...(from === 0 ? {} : { 'range': `bytes=${from}-`, 'if-range': `"${file.sha256}"` }),
  }
  const answer = await reach(ports.http, { method: 'GET', url: `${ports.server}${file.url}`, headers })
  if (answer.status !== 200 && answer.status !== 206)
    throw readError(readObject(await orUnreachable(answer.text()))['error'])
  // Who does not do ranges sends the file from its beginning.
  yield* without(unbroken(answer.body), answer.status === 206 ? 0 : from)
}

async function* without(body: AsyncIterable<Uint8Array>, first: number): AsyncGenerator<Uint8Array> {
  let skipped = 0
  for await (const piece of body) {
    const kept = piece.subarray(Math.min(piece.byteLength, first - skipped))
    skipped += piece.byteLength - kept.byteLength
    if (kept.byteLength > 0) yield kept
  }
}

/** What comes in, with our own word for its breaking off. */
async function* unbroken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch {
    throw failure('unreachable')
  }
}
