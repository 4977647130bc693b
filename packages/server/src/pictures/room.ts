// Keeps what was made of pictures within a number of bytes: when there is too much, what was made first goes first.

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { remove } from './scratch.ts'

export interface Room {
  /** Something was made; what goes to make room for it is not this. */
  take(bytes: number, place: string): Promise<void>
}

interface Kept {
  readonly path: string
  readonly bytes: number
  readonly at: number
}

/** How much is left when there was too much, so that it does not happen again at once. */
const keptShare = 0.75

export function roomIn(dir: string, bytesMax: number): Room {
  let known: number | undefined
  return {
    async take(bytes, place) {
      known = known === undefined ? sum(await allIn(dir)) : known + bytes
      if (known <= bytesMax) return
      known = undefined // until it is counted again
      await makeRoom(dir, bytesMax * keptShare, place)
    },
  }
}

async function makeRoom(dir: string, bytesMax: number, except: string): Promise<void> {
  const all = await allIn(dir)
  let left = sum(all)
  for (const { path, bytes } of all.toSorted((one, other) => one.at - other.at)) {
    if (left <= bytesMax) return
    if (path === except) continue
    await remove(path)
    left -= bytes
  }
}

const sum = (all: readonly Kept[]): number => all.reduce((bytes, kept) => bytes + kept.bytes, 0)

/** The folders of variants are named after the beginning of a SHA-256. */
async function allIn(dir: string): Promise<Kept[]> {
  const all: Kept[] = []
  for (const folder of (await readdir(dir)).filter((name) => /^[0-9a-f]{2}$/u.test(name))) {
    for (const name of await readdir(join(dir, folder))) {
      const path = join(dir, folder, name)
      const file = await stat(path).catch(() => undefined)
      if (file !== undefined) all.push({ path, bytes: file.size, at: file.mtimeMs })
    }
  }
  return all
}
