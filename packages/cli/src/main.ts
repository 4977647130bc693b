// The `hubbub` command, on a Node that is new enough: the scripts of this repository and bin/hubbub.mjs see to that.

import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Compiled code is kept beside what was installed, never in a folder that others can write to: every start is faster then.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/hubbub', import.meta.url)))

// Loaded only now, so that it comes out of the cache.
const { run } = await import('./program.ts')
await run(process.argv)
