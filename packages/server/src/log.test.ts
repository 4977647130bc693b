// Proves that logs go to stderr, one JSON object a line for machines, and no more than was asked for.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

import type { LogLevel } from './log.ts'

const file = new URL('./log.ts', import.meta.url).href

/** What a program that logs writes. */
function written(level: LogLevel): Promise<{ stdout: string; stderr: string }> {
  const says = `log.debug({}, 'small'); log.warn({ remote: '192.0.2.7:1' }, 'large')`
  const program = `import { openLog } from '${file}'; const log = await openLog('${level}'); ${says}`
  return promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program])
}

test('[R-SERVER-12] a log line is JSON on stderr', async () => {
  const { stdout, stderr } = await written('info')
  expect(stdout).toBe('')
  expect(stderr.match(/\n/gu)).toHaveLength(1)
  expect(JSON.parse(stderr)).toMatchObject({ level: 40, msg: 'large', remote: '192.0.2.7:1' })
})

test('[R-SERVER-12] the level says how much', async () => {
  expect((await written('debug')).stderr.match(/\n/gu)).toHaveLength(2)
  expect((await written('silent')).stderr).toBe('')
})
