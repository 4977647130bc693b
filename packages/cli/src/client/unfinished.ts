// What a run leaves behind while a file is on its way: who it was and where the upload is, so that the same again goes on there.

import type { Begun, Keep, Kept, Unfinished } from '@hubbub/client'
import { limits } from '@hubbub/protocol'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export interface Run {
  readonly keep: Keep
  readonly unfinished: Unfinished
}

/** What is in the file: a program's number, its token, and its uploads by what they are of. */
interface Left {
  readonly pid: number
  readonly kept?: Kept
  readonly uploads: Readonly<Record<string, Begun>>
}

const usualFolder = (): string => join(homedir(), '.local', 'state', 'hubbub', 'uploads')

/**
 * Takes up what an earlier run left that was asked for the same, and has ended since. There is a file only while an upload is
 * unfinished, as others could speak as us with what is in it.
 */
export function takeUp(asked: readonly string[], folder = usualFolder()): Run {
  removeOld(folder)
  const name = createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 32)
  const path = join(folder, `${name}.json`)
  const left = read(path)
  // Two at a time are two people, and only the first leaves anything behind.
  const isOurs = left === undefined || !isRunning(left.pid)
  return isOurs ? runAt(path, left) : runAt(undefined, undefined)
}

function runAt(path: string | undefined, left: Left | undefined): Run {
  let kept = left?.kept
  const uploads = new Map(Object.entries(left?.uploads ?? {}))
  const write = (): void => {
    if (path === undefined) return
    const left = { pid: process.pid, ...(kept && { kept }), uploads: Object.fromEntries(uploads) }
    replace(path, uploads.size === 0 ? undefined : left)
  }
  return {
    keep: {
      load: () => kept,
      save(now) {
        kept = now
        write()
      },
    },
    unfinished: {
      load: (key) => uploads.get(key),
      save(key, begun) {
        if (begun === undefined) uploads.delete(key)
        else uploads.set(key, begun)
        write()
      },
    },
  }
}

/** A run that cannot leave anything behind is no worse for it now. */
function replace(path: string, left: Left | undefined): void {
  try {
    if (left === undefined) return rmSync(path, { force: true })
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
    const part = `${path}.${process.pid}`
    writeFileSync(part, JSON.stringify(left), { mode: 0o600 })
    renameSync(part, path)
  } catch {
    // see above
  }
}

function read(path: string): Left | undefined {
  try {
    const { pid, kept, uploads } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Left>
    return typeof pid === 'number' && typeof uploads === 'object' ? { pid, uploads, ...(kept && { kept }) } : undefined
  } catch {
    return undefined
  }
}

/** The server forgets uploads after a while, and so do we. */
function removeOld(folder: string): void {
  try {
    for (const file of readdirSync(folder)) {
      const path = join(folder, file)
      if (Date.now() - statSync(path).mtimeMs > limits.upload_kept_ms) rmSync(path, { force: true })
    }
  } catch {
    // There is no such folder yet, or another run was faster.
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}
