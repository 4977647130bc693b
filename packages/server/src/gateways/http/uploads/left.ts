// Finds the uploads that an earlier run of the server has left open, and removes what no upload needs.

import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'

import { readUploadId } from './id.ts'

/** The names of the uploads in a folder, which is made if it is not there. Of each there are the bytes, and what was said of them. */
export function uploadsIn(dir: string): string[] {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const files = new Set(readdirSync(dir))
  const ids = new Set([...files].map((file) => basename(file, '.json')).filter(isId))
  for (const id of ids) {
    if (files.has(id) && files.has(`${id}.json`)) continue
    for (const half of [id, `${id}.json`]) rmSync(join(dir, half), { force: true })
    ids.delete(id)
  }
  return [...ids]
}

const isId = (name: string): boolean => readUploadId(name) !== undefined
