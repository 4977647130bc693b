// Builds the web client when what it is made of has changed since it was built last.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'packages/web/dist/.stamp')
const made = [
  'packages/{web,client,protocol}/{src,public}/**/*',
  'packages/web/{index.html,vite.config.ts}',
  'package-lock.json',
]

if (import.meta.main) buildWeb()

export function buildWeb(): void {
  const now = fingerprint()
  if (readIfThere(stamp) !== now) build(now)
}

function build(now: string): void {
  const begun = performance.now()
  process.stderr.write('hubbub: building the web client …\n')
  // A process of its own: tests run in an environment that would have React built for development.
  const env = { ...process.env, NODE_ENV: 'production' }
  const args = ['node_modules/vite/bin/vite.js', 'build', 'packages/web', '--logLevel', 'error']
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('the web client could not be built; why is said above')
  writeFileSync(stamp, now)
  process.stderr.write(`hubbub: built in ${((performance.now() - begun) / 1_000).toFixed(1)} s\n`)
}

/** Of the files' names and contents: reading a few hundred small files takes some milliseconds. */
function fingerprint(): string {
  const files = globSync(made, { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile())
  const hash = createHash('sha256')
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
    if (!/\.test\.tsx?$/u.test(path))
      hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
