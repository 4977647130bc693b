#!/usr/bin/env node
// The `hubbub` command: looks whether this Node will do, and only then loads the rest.

const neededNode = 24
// Compiled code is kept beside what was installed, never in a folder that others can write to: every start is faster then.
const cache = new URL('../../../node_modules/.cache/hubbub', import.meta.url)

if (Number(process.versions.node.split('.')[0]) < neededNode) {
  console.error(
    `hubbub needs Node ${neededNode} or newer, and this is Node ${process.versions.node}: https://nodejs.org`,
  )
  process.exit(1)
}
const { enableCompileCache } = await import('node:module')
const { fileURLToPath } = await import('node:url')
enableCompileCache(fileURLToPath(cache))
const { run } = await import('./program.ts')
await run(process.argv)
