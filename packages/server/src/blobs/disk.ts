// Files' bytes in a folder, each under its SHA-256: `ab/cd/abcd…`. What is still on its way lies in `incoming/`.

import type { Blob, Blobs, HeldBlob } from '@hubbub/core'
import { limits, Refusal } from '@hubbub/protocol'
import { createHash, randomUUID } from 'node:crypto'
import { access, type FileHandle, mkdir, open, readdir, rename, rm, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { StartError } from '../start-error.ts'
import { type FreeSpace, freeSpaceIn, whileFree } from './free-space.ts'
import { Holds } from './holds.ts'
import { sniffed } from './sniff.ts'

export interface DiskBlobsOptions {
  /** Made if it is not there. It serves one server at a time, as the data directory does that it is in. */
  readonly dir: string
  /** How many bytes of the disk are to stay free; nothing is looked at if it is left out. */
  readonly freeBytesMin?: number
  /** How many are free; the disk is asked if it is left out. */
  readonly freeBytes?: () => Promise<number>
}

/** Rejects with an error for people when the folder cannot be used. */
export async function openDiskBlobs({ dir, freeBytesMin = 0, freeBytes }: DiskBlobsOptions): Promise<Blobs> {
  try {
    await mkdir(incomingIn(dir), { recursive: true, mode: 0o700 })
    // What a server had not finished when it was killed.
    for (const name of await readdir(incomingIn(dir))) await rm(join(incomingIn(dir), name), { recursive: true })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StartError(`Cannot keep files in ${dir}: ${reason}`, { cause })
  }
  const folder = { dir, holds: new Holds(), freeSpace: freeSpaceIn({ dir, freeBytesMin, freeBytes }) }
  return {
    write: (content, bytesMax) => write(folder, content, bytesMax),
    read: (sha256, range) => read(dir, sha256, range),
    has: async (sha256) => isSha256(sha256) && (await exists(placeOf(dir, sha256))),
    list: () => list(dir),
    remove: (sha256, isUnneeded) => folder.holds.unlessHeld(sha256, () => remove(dir, sha256, isUnneeded)),
  }
}

interface Folder {
  readonly dir: string
  readonly holds: Holds
  readonly freeSpace: FreeSpace
}

const incomingIn = (dir: string): string => join(dir, 'incoming')

// A hash may come from outside: it must not become a path to anywhere else.
const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/u.test(text)

const placeOf = (dir: string, sha256: string): string => join(dir, sha256.slice(0, 2), sha256.slice(2, 4), sha256)

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

async function write(folder: Folder, content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<HeldBlob> {
  const { dir, holds, freeSpace } = folder
  const path = join(incomingIn(dir), randomUUID())
  const file = await onDisk(open(path, 'wx', 0o600))
  let release = (): void => undefined
  try {
    const blob = await take(file, whileFree(content, freeSpace), bytesMax)
    await onDisk(file.sync())
    await file.close()
    release = await holds.hold(blob.sha256) // before it is looked for: what is found is not on its way out
    await onDisk(keep(path, placeOf(dir, blob.sha256)))
    return { ...blob, release }
  } catch (cause) {
    release()
    await file.close().catch(() => undefined)
    await rm(path, { force: true }).catch(() => undefined) // what cannot be removed now is when the server starts next
    throw cause
  }
}

/** Writes what comes, one chunk after another, and finds out meanwhile what it is. */
async function take(file: FileHandle, content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Blob> {
  const hash = createHash('sha256')
  const sniff = sniffed(content)
  let bytes = 0
  for await (const chunk of sniff.content) {
    bytes += chunk.length
    if (bytes > bytesMax) throw new Refusal('file-too-large')
    hash.update(chunk)
    await onDisk(file.appendFile(chunk))
  }
  return { sha256: hash.digest('hex'), bytes, type: await sniff.type() }
}

/** Gives finished bytes their lasting name. Whoever is told of it can rely on it, also after a power cut. */
async function keep(path: string, place: string): Promise<void> {
  const folder = dirname(place)
  const isNewFolder = (await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined
  if (await exists(place)) await rm(path)
  else await rename(path, place)
  await syncFolder(folder)
  if (!isNewFolder) return
  await syncFolder(dirname(folder))
  await syncFolder(dirname(dirname(folder)))
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // it has no such thing
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Trouble with the disk is for the sender to try again, unless it is full; the reason is for the log. */
async function onDisk<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw Object.assign(new Refusal(code === 'ENOSPC' || code === 'EDQUOT' ? 'storage-full' : 'unavailable'), { cause })
  }
}

type Range = { readonly start: number; readonly end: number }

async function* read(dir: string, sha256: string, range?: Range): AsyncGenerator<Uint8Array> {
  const file = isSha256(sha256) ? await open(placeOf(dir, sha256), 'r').catch(unlessMissing) : undefined
  if (file === undefined) throw new Refusal('no-such-file')
  try {
    const { start, end } = range ?? { start: 0, end: (await file.stat()).size }
    for (let at = start; at < end;) {
      const length = Math.min(end - at, limits.file_chunk_bytes_max)
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, at)
      if (bytesRead === 0) throw new Error(`${sha256} ends before byte ${end}`)
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function* list(dir: string): AsyncGenerator<readonly string[]> {
  for (const first of await foldersIn(dir)) {
    for (const second of await foldersIn(join(dir, first))) {
      const hashes = (await readdir(join(dir, first, second))).filter(isSha256)
      if (hashes.length > 0) yield hashes
    }
  }
}

/** Those that hold what we keep. */
async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true })
  return entries.flatMap((entry) => (entry.isDirectory() && /^[0-9a-f]{2}$/u.test(entry.name) ? [entry.name] : []))
}

/** Its folders stay: others may be about to use them, and there are no more than 65,536. */
async function remove(dir: string, sha256: string, isUnneeded: () => Promise<boolean>): Promise<boolean> {
  if (!isSha256(sha256) || !(await isUnneeded())) return false
  return (await unlink(placeOf(dir, sha256)).then(() => true, unlessMissing)) ?? false
}

function unlessMissing(cause: NodeJS.ErrnoException): undefined {
  if (cause.code !== 'ENOENT') throw cause
}
