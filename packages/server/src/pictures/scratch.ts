// A folder for files that are being worked on. What a killed server left there is removed when it is opened again.

import { limits, Refusal } from '@hubbub/protocol'
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { StartError } from '../start-error.ts'

export interface Scratch {
  /** Where nothing is yet. */
  place(): string
  /** Writes content to a place, and leaves nothing there when it fails or is larger than it may be. */
  spool(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<string>
}

export async function openScratch(dir: string): Promise<Scratch> {
  try {
    await rm(dir, { recursive: true, force: true })
    await mkdir(dir, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StartError(`Cannot work on pictures in ${dir}: ${reason}`, { cause })
  }
  const place = (): string => join(dir, randomUUID())
  return { place, spool: (content, bytesMax) => spool(place(), content, bytesMax) }
}

async function spool(path: string, content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<string> {
  const file = await onDisk(open(path, 'wx', 0o600))
  let bytes = 0
  try {
    for await (const chunk of content) {
      bytes += chunk.length
      if (bytes > bytesMax) throw new Refusal('file-too-large')
      await onDisk(file.appendFile(chunk))
    }
    await file.close()
    return path
  } catch (cause) {
    await file.close().catch(() => undefined)
    await remove(path)
    throw cause
  }
}

/** Chunk by chunk, at the reader's pace. */
export function contentOf(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: limits.file_chunk_bytes_max })
}

/** What cannot be removed now is when the server starts next. */
export async function remove(...paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((path) => rm(path, { force: true }).catch(() => undefined)))
}

/** Trouble with the disk is for the sender to try again. */
export async function onDisk<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (cause) {
    throw Object.assign(new Refusal('unavailable'), { cause })
  }
}
