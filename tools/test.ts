// `npm test`: runs the tests, ends with one line of counts, and fails when a test failed or none ran.

import { configDefaults } from 'vitest/config'
import { parseCLI, startVitest } from 'vitest/node'
import { spawnSync } from 'node:child_process'

import { isPackagedNeeded, storiesLeftOut } from '../scenes/web/at-hand.ts'
import { buildWeb } from './build-web.ts'
import { addUp, summary } from './counts.ts'

const args = process.argv.slice(2)
const slow = args.includes('--slow')
const { filter, options } = parseCLI(['vitest', 'run', ...args.filter((arg) => arg !== '--slow')])
if (slow) options.exclude = [...configDefaults.exclude, ...storiesLeftOut()]

// Once, before tests that run side by side would all unpack it; and apart, since it changes its environment.
if (isPackagedNeeded()) spawnSync(process.execPath, ['scenes/web/browser.ts'], { stdio: 'inherit' })
buildWeb() // the stories in a browser open the client as it is now
const vitest = await startVitest('test', filter, { ...options, watch: false })
const counts = addUp(vitest.state.getTestModules(), vitest.state.getUnhandledErrors().length)
await vitest.close()
console.log(summary(counts))
process.exit(process.exitCode || counts.failed > 0 || counts.passed === 0 ? 1 : 0)
