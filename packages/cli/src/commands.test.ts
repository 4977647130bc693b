import type { Client } from '@hubbub/client'
import { world, type World } from '@hubbub/testkit'
import type { Message } from '@hubbub/protocol'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { endAll, hubbub, type Program, serverFlag, somebody } from './fixtures.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hubbub-cli-'))
})
afterEach(async () => {
  endAll()
  await rm(folder, { recursive: true })
})

const messages = ({ stdout }: Program): Message[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Message)

describe('post and tail', () => {
  let here: World
  let ann: Client
  beforeAll(async () => {
    here = await world({ floodLimits: false })
    ann = await somebody(here, 'ann')
  })
  afterAll(async () => {
    await ann.leave()
    await here.close()
  })

  const post = (...args: string[]): Program => hubbub(['post', ...args, ...serverFlag(here)])
  const say = (body: string) => ann.do('message.send', { room: 'lobby', body })
  const tail = (...args: string[]): Program => hubbub(['tail', ...args, ...serverFlag(here)])

  test('[R-CLI-20] post ends with 0 after the acknowledgement: the line is in the history then', async () => {
    expect(await post('lobby', 'hello', 'world', '--name', 'script').exit).toBe(0)
    const read = tail('lobby', '--json', '-n', '1', '--no-follow')
    expect(await read.exit).toBe(0)
    expect(messages(read)).toMatchObject([{ room: 'lobby', body: 'hello world', author: { name: 'script' } }])
  })

  test('[R-CLI-20] post reads the standard input, many lines as one message', async () => {
    const [dash, nothing] = [post('lobby', '-'), post('lobby')]
    for (const program of [dash, nothing]) {
      program.type('one\ntwo\n')
      program.endInput()
      expect(await program.exit).toBe(0)
    }
    const read = tail('lobby', '--json', '-n', '2', '--no-follow')
    await read.exit
    expect(messages(read).map(({ body }) => body)).toEqual(['one\ntwo', 'one\ntwo'])
  })

  test('[R-CLI-20] post ends with 1 and a line on stderr when nothing was stored', async () => {
    const failing: [Program, string][] = [
      [post('nowhere', 'hello'), 'There is no such room.'],
      [post('lobby', 'x'.repeat(17_000)), 'That is too long.'],
      [post('lobby', '--file', join(folder, 'nothing')), 'there is no such file.'],
      [hubbub(['post', 'lobby', 'hello', '--server', '127.0.0.1:1']), 'nothing listens there.'],
    ]
    for (const [program, says] of failing) {
      expect(await program.exit).toBe(1)
      expect(program.stderr).toMatch(/^hubbub: .*\n$/u)
      expect(program.stderr).toContain(says)
      expect(program.stdout).toBe('')
    }
    const tooMuch = post('lobby', '-')
    tooMuch.type('x'.repeat(20_000))
    expect(await tooMuch.exit).toBe(1)
  })

  test('[R-CLI-21] post --file shares a file, with words if there are any', async () => {
    await writeFile(join(folder, 'notes.txt'), 'all of it')
    expect(await post('lobby', 'look', '--file', join(folder, 'notes.txt')).exit).toBe(0)
    const read = tail('lobby', '--json', '-n', '1', '--no-follow')
    await read.exit
    expect(messages(read)).toMatchObject([{ body: 'look', file: { name: 'notes.txt', bytes: 9 } }])
    const shared = await fetch(`${here.server.url}${messages(read)[0]?.file?.url}`)
    expect(await shared.text()).toBe('all of it')
  })

  test('[R-CLI-22] tail shows the last lines, then what is said, and ends well when it is interrupted', async () => {
    for (const text of ['one', 'two', 'three']) await say(text)
    const read = tail('lobby', '-n', '2')
    await read.says(/three\n$/u)
    await say('four')
    await read.says(/four\n$/u)
    read.kill('SIGINT')
    expect(await read.exit).toBe(0)
    expect(read.stdout).toMatch(/^(?:\d{4}-\d\d-\d\d \d\d:\d\d ann: (?:two|three|four)\n){3}$/u)
  })

  test('[R-CLI-22] tail ends well when nobody reads on', async () => {
    const read = tail('lobby')
    await read.says(/\n$/u)
    read.closeOutput()
    await say('into the void')
    expect(await read.exit).toBe(0)
    expect(read.stderr).toBe('')
  })

  test('[R-CLI-22] tail reads as far back as it is asked to', async () => {
    await Promise.all(Array.from({ length: 205 }, (_, index) => say(`entry ${index}`)))
    const read = tail('lobby', '--json', '-n', '204', '--no-follow')
    expect(await read.exit).toBe(0)
    expect(messages(read).map(({ body }) => body)).toEqual(
      Array.from({ length: 204 }, (_, index) => `entry ${index + 1}`),
    )
  })

  test('[R-CLI-23] tail --json goes on over a restart without gap or double, and says so on stderr only', async () => {
    await using there = await world()
    const ben = await somebody(there, 'ben')
    const read = hubbub(['tail', 'lobby', '--json', ...serverFlag(there)])
    const count = 5
    await ben.do('message.send', { room: 'lobby', body: 'number 0' })
    await read.says(/number 0/u)
    for (let index = 1; index < count; index++) {
      await there.restart()
      ben.connect()
      await ben.do('message.send', { room: 'lobby', body: `number ${index}` })
    }
    await read.says(new RegExp(`number ${count - 1}`, 'u'))
    await ben.leave()
    read.kill('SIGTERM')
    expect(await read.exit).toBe(0)
    expect(messages(read).map(({ seq, body }) => `${seq} ${body}`)).toEqual(
      Array.from({ length: count }, (_, index) => `${index + 1} number ${index}`),
    )
    expect(read.stderr).toContain('hubbub: the connection is lost: The server is stopping.')
  })
})

test('[R-CLI-23] tail begins again with the last lines of another history, and says so', async () => {
  const old = await world()
  const read = hubbub(['tail', 'lobby', '-n', '1', ...serverFlag(old)])
  const ben = await somebody(old, 'ben')
  await ben.do('message.send', { room: 'lobby', body: 'old times' })
  await read.says(/old times\n$/u)
  await Promise.all([ben.leave(), old.close()])
  await using fresh = await world({ port: old.address.port })
  const carol = await somebody(fresh, 'carol')
  await carol.do('message.send', { room: 'lobby', body: 'new times' })
  await read.says(/ ben: old times\n.* carol: new times\n$/u)
  expect(read.stderr).toContain('hubbub: the server does not go on where it was; beginning again.\n')
  read.kill('SIGINT')
  expect(await read.exit).toBe(0)
  await carol.leave()
})

describe('serve', () => {
  const serve = (...args: string[]): Program => hubbub(['serve', '--data', folder, '--log', 'error', ...args])

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '[R-CLI-24] says where it listens, serves, and ends with 0 on %s',
    async (signal) => {
      const server = serve('localhost', '0')
      const [, port = ''] = await server.says(/^hubbub is listening on localhost:(\d+)\n/u)
      expect(Number(port)).toBeGreaterThan(0)
      expect(await hubbub(['post', 'lobby', 'hello', '--server', `localhost:${port}`]).exit).toBe(0)
      await server.says(new RegExp(`chat localhost ${port}[^]*nc localhost ${port}`, 'u'))
      const reader = hubbub(['chat', 'localhost', port])
      await reader.says(/: hello/u)
      server.kill(signal)
      expect(await server.exit).toBe(0)
      await reader.says(/The connection is lost: The server is stopping\./u, 'stderr')
      reader.kill('SIGINT')
      expect(await reader.exit).toBe(0)
      expect(server.stderr).toBe('')
    },
  )

  test('[R-CLI-25] what keeps it from starting is one line and exit code 1', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    const failing: [Program, string][] = [
      [serve('127.0.0.1', String(port)), 'another program listens there'],
      [serve('127.0.0.1', 'http'), 'port'],
      [serve('127.0.0.1', '0', '--listen', '6000=nonsense'), '--listen 6000=nonsense'],
      [serve('127.0.0.1', '0', '--config', join(folder, 'nothing.toml')), 'nothing.toml'],
    ]
    for (const [program, says] of failing) {
      expect(await program.exit).toBe(1)
      expect(program.stderr).toMatch(/^hubbub: .*\n$/u)
      expect(program.stderr).toContain(says)
    }
    other.close()
  })

  test('[R-CLI-24] listens on further addresses, and takes its settings from a file as well', async () => {
    await writeFile(join(folder, 'hubbub.toml'), 'port = 0\nlisten = ["127.0.0.1:0=frames"]\n')
    const server = serve('127.0.0.1', '--config', join(folder, 'hubbub.toml'))
    const [, port = ''] = await server.says(/listening on 127\.0\.0\.1:(\d+)\n/u)
    expect(Number(port)).toBeGreaterThan(0)
    server.kill('SIGTERM')
    expect(await server.exit).toBe(0)
  })

  test('[R-CLI-24] what was said is there after another start', async () => {
    for (const index of [1, 2]) {
      const server = serve('localhost', '0')
      const [, port = ''] = await server.says(/listening on localhost:(\d+)\n/u)
      expect(await hubbub(['post', 'lobby', `run ${index}`, '--server', `localhost:${port}`]).exit).toBe(0)
      const read = hubbub(['tail', 'lobby', '--json', '--no-follow', '--server', `localhost:${port}`])
      await read.exit
      expect(messages(read).map(({ body }) => body)).toEqual(['run 1', 'run 2'].slice(0, index))
      server.kill('SIGTERM')
      expect(await server.exit).toBe(0)
    }
  })
})

describe('the command itself', () => {
  test('[R-CLI-2] --help and help tell what there is', async () => {
    for (const args of [
      ['--help'],
      ['help'],
      ['help', 'chat'],
      ['help', 'serve'],
      ['post', '--help'],
      ['tail', '-h'],
    ]) {
      const program = hubbub(args)
      expect(await program.exit).toBe(0)
      expect(program.stdout).toMatch(/^Usage: hubbub /u)
      expect(program.stdout.split('\n').every((line) => line.length <= 80)).toBe(true)
    }
    const unknown = hubbub(['sing'])
    expect(await unknown.exit).toBe(1)
    expect(unknown.stderr).toContain("unknown command 'sing'")
  })

  test('[R-CLI-3] an older Node ends with one clear line', async () => {
    const older = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.18.0' } })"
    const program = hubbub(['serve'], { node: ['--import', `data:text/javascript,${encodeURIComponent(older)}`] })
    expect(await program.exit).toBe(1)
    expect(program.stderr).toBe('hubbub needs Node 24 or newer, and this is Node 22.18.0: https://nodejs.org\n')
    expect(await readFile(new URL('../bin/hubbub.mjs', import.meta.url), 'utf8')).not.toMatch(/^import /mu)
  })
})
