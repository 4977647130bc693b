import type { Client } from '@hubbub/client'
import type { FileInfo } from '@hubbub/protocol'
import { world, type World } from '@hubbub/testkit'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { Sharing } from './chat/sharing.ts'
import { slowLine } from './client/slow-line.fixtures.ts'
import { chatIn, endAll, hubbub, type Program, serverFlag, somebody } from './fixtures.ts'
import { noPaint } from './terminal/format.ts'
import type { Screen } from './terminal/screen.ts'

const content = randomBytes(4_000_000)
const sha256 = createHash('sha256').update(content).digest('hex')
/** Beside the file there are the requests about it, and what was on its way when the line broke is sent again. */
const almost = (share: number): [number, number] => [content.length * (share - 0.1), content.length * (share + 0.1)]

let here: World
let reader: Client
let home: string
let path: string
beforeAll(async () => {
  here = await world({ floodLimits: false })
  reader = await somebody(here, 'reader')
})
afterAll(async () => {
  await reader.leave()
  await here.close()
})
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'hubbub-upload-'))
  path = join(home, 'large.bin')
  await writeFile(path, content)
})
afterEach(async () => {
  endAll()
  await rm(home, { recursive: true })
})

const between = (count: number, [least, most]: [number, number]): void => {
  expect(count).toBeGreaterThan(least)
  expect(count).toBeLessThan(most)
}

/** The files that were shared with some words. */
async function sharedAs(body: string): Promise<{ readonly by: string; readonly file: FileInfo | undefined }[]> {
  const { entries } = await reader.do('message.history', { room: 'lobby' })
  return entries.filter((entry) => entry.body === body).map(({ author, file }) => ({ by: author.name, file }))
}

const left = (): string => join(home, '.local', 'state', 'hubbub', 'uploads')

async function killed(program: Program): Promise<void> {
  program.kill('SIGKILL')
  expect(await program.exit).toBe('SIGKILL')
}

describe('an upload that is killed at 60 %', () => {
  test.each([
    ['of somebody', /^sender$/u, ['--name', 'sender']],
    ['of a guest', /^guest\d+$/u, []],
  ] as const)(
    '[R-XFER-20] %s goes on when `post` is run again, and is shared once with an equal SHA-256',
    async (whose, by, flags) => {
      await using line = await slowLine(here)
      const post = (): Program =>
        hubbub(['post', 'lobby', 'look', whose, '--file', path, ...flags, ...serverFlag(line)], { home })
      const full = line.holdAfter(content.length * 0.6)
      const first = post()
      await full
      await killed(first)
      line.cut()
      between(line.sent(), almost(0.6))
      const [file = ''] = await readdir(left())
      expect((await stat(join(left(), file))).mode & 0o777).toBe(0o600)
      const second = post()
      expect([await second.exit, second.stderr]).toEqual([0, ''])
      between(line.sent(), almost(0.4))
      expect(await sharedAs(`look ${whose}`)).toMatchObject([
        { by: expect.stringMatching(by), file: { sha256, bytes: content.length } },
      ])
      expect(await readdir(left())).toEqual([])
    },
  )

  test('[R-XFER-20] goes on when `chat` is run again and shares the same file', async () => {
    await using line = await slowLine(here)
    const chat = () => chatIn(line, 'ann', { args: ['--no-save'], home })
    const first = await chat()
    const full = line.holdAfter(content.length * 0.6)
    first.type(`/file ${path}\n`)
    await full
    await killed(first)
    line.cut()
    line.sent()
    const second = await chat()
    second.type(`/file ${path}\n`)
    await second.says(/^Shared large\.bin/mu)
    between(line.sent(), almost(0.4))
    second.endInput()
    expect(await second.exit).toBe(0)
    expect(await sharedAs('')).toMatchObject([{ by: 'ann', file: { sha256 } }])
  })

  test('[R-XFER-21] begins anew when the file has changed since', async () => {
    await using line = await slowLine(here)
    const post = (): Program => hubbub(['post', 'lobby', 'changed', '--file', path, ...serverFlag(line)], { home })
    const full = line.holdAfter(content.length * 0.6)
    const first = post()
    await full
    await killed(first)
    line.cut()
    line.sent()
    await writeFile(path, Buffer.from(content).reverse())
    expect(await post().exit).toBe(0)
    between(line.sent(), almost(1))
    expect((await sharedAs('changed'))[0]?.file?.sha256).not.toBe(sha256)
  })
})

describe('chat', () => {
  test('[R-XFER-22] goes on with a file over a dropped line, and shows how far it is', async () => {
    await using line = await slowLine(here)
    const ann = await chatIn(line, 'zoe', { home })
    const full = line.holdAfter(content.length * 0.6)
    ann.type(`/file ${path}\n`)
    await full
    line.cut()
    await ann.says(/^Shared large\.bin/mu)
    between(line.sent(), almost(1))
    expect(ann.stderr).toMatch(/^large\.bin: (?:25|50) %\n(?:.*\n)*large\.bin: 100 %$/mu)
    expect(ann.stderr).toContain('The connection is lost')
    ann.endInput()
    expect(await ann.exit).toBe(0)
  })

  test('[R-XFER-23] /cancel calls off the file that is on its way, and the next one follows', async () => {
    await using line = await slowLine(here)
    const client = await somebody(line, 'cas')
    const lines: string[] = []
    const sharing = new Sharing(client, quietScreen(lines))
    expect(() => sharing.cancel()).toThrow('No file is on its way.')
    const full = line.holdAfter(content.length * 0.6)
    const [first, next] = [sharing.share('file', path, 'lobby'), sharing.share('file', path, 'lobby')]
    await full
    sharing.cancel()
    line.go()
    await expect(first).rejects.toThrow('large.bin is not shared.')
    await next
    expect(lines).toEqual(['Shared large.bin (4.0 MB)'])
    await client.leave()
  })

  test('[R-CLI-17] a file that goes away while it is sent is a sentence', async () => {
    await using line = await slowLine(here)
    const client = await somebody(line, 'dan')
    const upload = client.upload({ room: 'lobby', name: 'gone', bytes: 10, source: join(home, 'nothing') })
    await expect(upload).rejects.toThrow('no such file')
    const short = client.upload({ room: 'lobby', name: 'short', bytes: content.length + 1, source: path })
    await expect(short).rejects.toThrow('has become shorter')
    await client.leave()
  })
})

function quietScreen(lines: string[]): Screen {
  return {
    showsTyped: true,
    showsStatus: true,
    paint: noPaint,
    print: (line) => void lines.push(line),
    note() {},
    status() {},
    setPrompt() {},
    ask: () => Promise.resolve(undefined),
    async *lines() {},
    close() {},
  }
}
