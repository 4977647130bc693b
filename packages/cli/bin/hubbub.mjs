#!/usr/bin/env node
// The installed `hubbub` command: looks whether this Node will do, in words that any Node understands, and only then loads the rest.

const neededNode = 24

if (Number(process.versions.node.split('.')[0]) < neededNode) {
  console.error(
    `hubbub needs Node ${neededNode} or newer, and this is Node ${process.versions.node}: https://nodejs.org`,
  )
  process.exit(1)
}
await import('../src/main.ts')
