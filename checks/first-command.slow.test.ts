// `npm test` and `npm start` each work as the very first command in a fresh copy, with whatever Node the machine has.

import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const leftBehind = new Set(['node_modules', '.git', 'hubbub-data', 'coverage', '.installing'])
const installing = { timeout: 180_000 }

let copy: string

beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), 'hubbub-fresh-'))
  await cp(root, copy, { recursive: true, filter: (path) => !leftBehind.has(basename(path)) })
})

afterEach(() => rm(copy, { recursive: true, force: true }))

test('npm test installs, runs, counts and tells failure from success', installing, async () => {
  const first = await npm('test', '--', 'checks/house')
  expect(first.stderr).toContain('installing the dependencies')
  expect(first).toMatchObject({ code: 0, lastLine: expect.stringMatching(/^\d+ passed, 0 failed$/) })

  await mkdir(join(copy, 'scenes'), { recursive: true })
  await writeFile(join(copy, 'scenes/example.test.ts'), exampleTests)
  const second = await npm('test', '--', 'scenes/example')
  expect(second.stderr).not.toContain('installing')
  expect(second).toMatchObject({ code: 1, lastLine: '1 passed, 1 failed, 1 skipped' })
  const chosen = await npm('test', '--', 'scenes/example', '-t', 'good')
  expect(chosen).toMatchObject({ code: 0, lastLine: '1 passed, 0 failed, 2 skipped' })
  expect(await npm('test', '--', 'no-such-file')).toMatchObject({ code: 1, lastLine: '0 passed, 0 failed' })

  await writeFile(
    join(copy, 'scenes/example.test.ts'),
    "import { test } from 'vitest'; test('lost', () => process.exit(0))",
  )
  expect(await npm('test', '--', 'scenes/example')).toMatchObject({
    code: 1,
    lastLine: expect.stringMatching(/^0 passed, [1-9]/),
  })
})

const exampleTests = `
import { expect, test } from 'vitest'
test('good', () => {})
test('bad', () => { expect(1).toBe(2) })
test.skip('left out', () => {})
`

test('npm start installs, listens, and is gone when npm is told to end', installing, async () => {
  const program = spawn('npm', ['start', '--', '127.0.0.1', '0'], { cwd: copy, env: machine() })
  const port = await portOf(program)
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const closed = once(socket.resume(), 'close')
  program.kill('SIGTERM')
  await Promise.all([once(program, 'exit'), closed])
  const [error] = await once(connect(port, '127.0.0.1'), 'error')
  expect(error).toMatchObject({ code: 'ECONNREFUSED' })
})

async function portOf(program: ChildProcess): Promise<number> {
  for await (const line of createInterface({ input: program.stdout! })) {
    const [, port] = /^hubbub is listening on .*:(\d+)$/.exec(line) ?? []
    if (port) return Number(port)
  }
  throw new Error('the server ended before it said where it listens')
}

function npm(...args: string[]): Promise<{ code: unknown; lastLine: string | undefined; stderr: string }> {
  return new Promise((resolve) => {
    execFile('npm', args, { cwd: copy, env: machine() }, (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, lastLine: stdout.trimEnd().split('\n').at(-1), stderr })
    })
  })
}

/** The environment without what npm and vitest have put into it, so that `node` is the machine's own. */
function machine(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_ENV$|NODE_OPTIONS$|FORCE_COLOR$)/.test(name),
  )
  const path = process.env['PATH']?.split(delimiter).filter((folder) => !/node_modules|node-gyp/.test(folder))
  return { ...Object.fromEntries(kept), PATH: path?.join(delimiter), NO_COLOR: '1' }
}
