// Puts what others share into folders: under a safe name, never over anything that is there, and never half.

import { safeFileName } from '@hubbub/protocol'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join, parse } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Writes into a hidden file in `folder`; resolves with its path. Nothing stays behind when `content` breaks off. */
export async function writePart(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const part = join(folder, `.${randomBytes(9).toString('hex')}.part`)
  const written = pipeline(
    content,
    createWriteStream(part, { flags: 'wx' }),
    ...(signal === undefined ? [] : [{ signal }]),
  )
  await orRemove(part, written)
  return part
}

/** Gives a finished file its name in `folder`, or `name (2)`, `name (3)` … if that is taken. Resolves with the path. */
export function settle(part: string, folder: string, name: string): Promise<string> {
  return orRemove(part, moveTo(part, folder, name))
}

async function moveTo(part: string, folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const { name: stem, ext } = parse(safeFileName(name))
  for (let copy = 1; ; copy++) {
    const path = join(folder, copy === 1 ? `${stem}${ext}` : `${stem} (${copy})${ext}`)
    if (!(await reserve(path))) continue
    await rename(part, path)
    return path
  }
}

async function orRemove<Result>(part: string, done: Promise<Result>): Promise<Result> {
  try {
    return await done
  } catch (cause) {
    await rm(part, { force: true })
    throw cause
  }
}

/** Makes an empty file if there is nothing by that name: from then on the name is ours. */
async function reserve(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close()
    return true
  } catch (cause) {
    if (isTaken(cause)) return false
    throw cause
  }
}

function isTaken(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
}
