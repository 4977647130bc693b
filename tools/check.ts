// `npm run check`: types, lint and formatting, all of them, so that one run shows everything that is wrong.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

const steps = {
  'types': ['typescript/bin/tsc', '--project', '.'],
  'types of protocol, without Node': ['typescript/bin/tsc', '--project', 'packages/protocol'],
  'types of core, without Node': ['typescript/bin/tsc', '--project', 'packages/core'],
  'types of client, without Node': ['typescript/bin/tsc', '--project', 'packages/client'],
  'types of web, in a browser': ['typescript/bin/tsc', '--project', 'packages/web'],
  'types of the service worker': ['typescript/bin/tsc', '--project', 'packages/web/src/sw'],
  'lint': ['oxlint/bin/oxlint', '--type-aware'],
  'formatting': ['oxfmt/bin/oxfmt', '--check'],
}

const failed = Object.entries(steps).filter(([name, [script, ...args]]) => {
  const { status } = spawnSync(process.execPath, [`node_modules/${script}`, ...args], { cwd: root, stdio: 'inherit' })
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}`)
  return status !== 0
})
process.exit(failed.length > 0 ? 1 : 0)
