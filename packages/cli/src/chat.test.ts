import { limits } from '@hubbub/protocol'
import { world, type World } from '@hubbub/testkit'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { chatIn, endAll, hubbub, type Program, somebody } from './fixtures.ts'

let here: World
let folder: string
beforeAll(async () => {
  here = await world({ clockInHand: true, floodLimits: false })
})
afterAll(() => here.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hubbub-chat-'))
})
afterEach(async () => {
  endAll()
  await rm(folder, { recursive: true })
})

async function leave(...programs: Program[]): Promise<void> {
  for (const program of programs) program.endInput()
  expect(await Promise.all(programs.map(({ exit }) => exit))).toEqual(programs.map(() => 0))
}

describe('in a pipe', () => {
  test('[R-CLI-5] each line is sent, and what others say is a line', async () => {
    const [ann, ben] = await Promise.all([chatIn(here, 'ann'), chatIn(here, 'ben')])
    ann.type('hello ben\n')
    await ben.says(/^\d\d:\d\d ann: hello ben$/mu)
    ben.type('hello ann\n')
    expect(await ann.says(/^\d\d:\d\d ben: hello ann$/mu)).toBeTruthy()
    await leave(ann, ben)
  })

  test('[R-CLI-6] at the end of input it leaves only after everything has been acknowledged', async () => {
    const program = await chatIn(here, 'counter')
    const lines = Array.from({ length: 300 }, (_, index) => `number ${index}`)
    program.type(lines.join('\n'))
    program.endInput()
    expect(await program.exit).toBe(0)
    const said = [...program.stdout.matchAll(/counter: (number \d+)$/gmu)].map(([, text]) => text)
    expect(said).toEqual(lines)
  })

  test('[R-CLI-6] it ends with 1 when something could not be sent', async () => {
    const program = await chatIn(here, 'loud')
    program.type(`${'x'.repeat(20_000)}\nfine\n`)
    program.endInput()
    expect(await program.exit).toBe(1)
    expect(program.stderr).toContain('Not sent: That is too long.')
    expect(program.stdout).toContain('loud: fine')
  })

  test('[R-CLI-7] its output holds no control characters, whatever others write', async () => {
    const [ann, ben] = await Promise.all([chatIn(here, 'ann'), chatIn(here, 'ben')])
    ann.type('\u001b[31mred\u0007 end\n')
    await ben.says(/red␇ end/u)
    await leave(ann, ben)
    // oxlint-disable-next-line no-control-regex
    expect(ben.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/u)
  })

  test('[R-CLI-8] on entering it shows the last lines of the room', async () => {
    const before = await chatIn(here, 'before')
    before.type(Array.from({ length: 25 }, (_, index) => `old ${index}\n`).join(''))
    await leave(before)
    const after = await chatIn(here, 'after')
    await after.says(/old 24/u)
    await leave(after)
    const old = [...after.stdout.matchAll(/before: (old \d+)$/gmu)].map(([, text]) => text)
    expect(old).toEqual(Array.from({ length: 20 }, (_, index) => `old ${index + 5}`))
  })

  test('[R-CLI-9] commands work as on every wire, and /help tells them with our own', async () => {
    const ann = await chatIn(here, 'ann')
    ann.type('.help\n/who\n/create Tea Time\n/topic Earl Grey\nin the room\n/leave\n/room Tea Time\n/nonsense\n.quit\n')
    expect(await ann.exit).toBe(1)
    expect(ann.stdout).toMatch(/^\/file PATH +share a file/mu)
    expect(ann.stdout).toMatch(/^\/join ROOM /mu)
    expect(ann.stdout).toContain('Here now: ann.')
    expect(ann.stdout).toContain('You have made the room Tea Time.')
    expect(ann.stdout).toMatch(/^\d\d:\d\d ann: in the room$/mu)
    expect(ann.stdout).toContain('You have left Tea Time.')
    expect(ann.stderr).toContain('You are in no room called Tea Time.')
    expect(ann.stderr).toContain('There is no command /nonsense.')
  })

  test('[R-CLI-9] --room begins in another room, and entries of other rooms name theirs', async () => {
    const ann = await chatIn(here, 'ann')
    ann.type('/create Side Room\n')
    await ann.says(/You have made/u)
    const ben = await chatIn(here, 'ben', { args: ['--room', 'side room'] })
    ben.type('psst\n')
    await ann.says(/^\d\d:\d\d ben: psst$/mu)
    ann.type('/room lobby\nin public\n/msg ben only you\n')
    await ben.says(/^\d\d:\d\d \[Lobby\] ann: in public$/mu)
    expect(await ben.says(/^\d\d:\d\d \[@ann\] ann: only you$/mu)).toBeTruthy()
    await leave(ann, ben)
  })

  test('[R-CLI-9] whoever leaves a room is back in the lobby, and is told when the room is gone', async () => {
    const [ann, ben] = await Promise.all([somebody(here, 'ann'), chatIn(here, 'ben')])
    await ann.do('room.create', { name: 'Short Lived', lifetime: 'while-occupied' })
    ben.type('/join Short Lived\n')
    await ben.says(/You are in Short Lived\./u)
    ben.type('/leave\n')
    await ben.says(/You have left Short Lived\./u)
    await ann.do('room.leave', { room: 'Short Lived' })
    await ben.says(/The room short-lived is gone/u)
    ben.type('hello lobby\n')
    expect(await ben.says(/^\d\d:\d\d ben: hello lobby$/mu)).toBeTruthy()
    await ann.leave()
    await leave(ben)
  })

  test('[R-CLI-4] a room that cannot be entered is one line and exit code 1, and the name is free at once', async () => {
    const { host, port } = here.address
    for (let again = 0; again < 2; again++) {
      const ann = hubbub(['chat', host, String(port), '--name', 'ann', '--room', 'nowhere'])
      expect(await ann.exit).toBe(1)
      expect(ann.stderr).toContain('hubbub: There is no such room.\n')
    }
  })

  test('[R-CLI-11] Ctrl-C leaves, and the others see it at once', async () => {
    const [ann, ben] = await Promise.all([chatIn(here, 'ann'), chatIn(here, 'ben')])
    ann.kill('SIGINT')
    expect(await ann.exit).toBe(0)
    await ben.says(/^\* ann has left$/mu)
    await leave(ben)
  })

  test('[R-CLI-11] a second Ctrl-C ends at once, even when the server does not answer', async () => {
    const server = hubbub(['serve', '--data', folder, '--log', 'silent', '127.0.0.1', '0'])
    const [, port = ''] = await server.says(/listening on 127\.0\.0\.1:(\d+)/u)
    const ann = hubbub(['chat', '127.0.0.1', port])
    await ann.says(/You are /u, 'stderr')
    server.kill('SIGSTOP')
    const impatience = setInterval(() => ann.kill('SIGINT'), 20)
    expect(await ann.exit).toBe(130)
    clearInterval(impatience)
    server.kill('SIGKILL')
    await server.exit
  })

  test('[R-CLI-4] what stands in the way at the start is one line and exit code 1', async () => {
    const ann = await chatIn(here, 'ann')
    const { host, port } = here.address
    const taken = hubbub(['chat', host, String(port), '--name', 'Ann'])
    const nobody = hubbub(['chat', '127.0.0.1:1'])
    expect([await taken.exit, await nobody.exit]).toEqual([1, 1])
    expect(taken.stderr).toBe('hubbub: Somebody here already has that name.\n')
    expect(nobody.stderr).toBe('hubbub: There is no way to 127.0.0.1:1: nothing listens there.\n')
    await leave(ann)
  })
})

describe('files', () => {
  test('[R-CLI-13] go both ways byte for byte, into files/ under a name of their own', async () => {
    const [out, back] = [join(folder, 'out'), join(folder, 'back')]
    const [ann, ben] = await Promise.all([
      chatIn(here, 'ann', { args: ['--save', back] }),
      chatIn(here, 'ben', { args: ['--save', out] }),
    ])
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))
    await writeFile(join(folder, 'data.bin'), bytes)
    ann.type(`.file ${join(folder, 'data.bin')}\n`)
    await ben.says(/^Receiving data\.bin\nSaved /mu)
    ben.type(`/file ${join(out, 'files', 'data.bin')}\n/file "${join(folder, 'data.bin')}"\n`)
    await ann.says(/Saved .*data \(2\)\.bin$/mu)
    await leave(ann, ben)
    const [sent, first, second] = await Promise.all(
      [join(out, 'files', 'data.bin'), join(back, 'files', 'data.bin'), join(back, 'files', 'data (2).bin')].map(
        (path) => readFile(path),
      ),
    )
    expect([sent, first, second].map((read) => read?.equals(bytes))).toEqual([true, true, true])
    expect(ann.stderr).toContain('data.bin: 100 %')
    expect(await readdir(join(out, 'files'))).toEqual(['data.bin'])
  })

  test('[R-CLI-16] images become images/<time>.png, and two of one second are two', async () => {
    const [ann, ben] = await Promise.all([chatIn(here, 'ann'), chatIn(here, 'ben', { args: ['--save', folder] })])
    const picture = (background: string) => sharp({ create: { width: 4, height: 4, channels: 3, background } })
    await writeFile(join(folder, 'one.jpg'), await picture('red').jpeg().toBuffer())
    await writeFile(join(folder, 'two.webp'), await picture('blue').webp().toBuffer())
    ann.type(`.image ${join(folder, 'one.jpg')}\n/image ${join(folder, 'two.webp')}\n`)
    await ben.says(/(?:Receiving image\.\.\.[^]*?Saved [^]*?\.png[^]*?){2}/u)
    await leave(ann, ben)
    const names = (await readdir(join(folder, 'images'))).toSorted()
    const time = /^\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d/u.exec(names[0] ?? '')?.[0]
    expect(names).toEqual([`${time} (2).png`, `${time}.png`])
    for (const name of names) expect((await sharp(join(folder, 'images', name)).metadata()).format).toBe('png')
  })

  test('[R-CLI-16] what only looks like an image is kept as it came', async () => {
    const [ann, ben] = await Promise.all([chatIn(here, 'ann'), chatIn(here, 'ben', { args: ['--save', folder] })])
    const broken = (
      await sharp({ create: { width: 99, height: 99, channels: 3, background: 'red' } })
        .png()
        .toBuffer()
    ).subarray(0, 120)
    await writeFile(join(folder, 'broken.png'), broken)
    ann.type(`/file ${join(folder, 'broken.png')}\n`)
    await ben.says(/broken\.png is no image that can be shown here; it is kept as it came\.\nSaved /u)
    await leave(ann, ben)
    expect(await readFile(join(folder, 'files', 'broken.png'))).toEqual(broken)
    expect(await readdir(join(folder, 'images'))).toEqual([])
  })

  test('[R-CLI-14] a hostile name stays in the folder', async () => {
    const ben = await chatIn(here, 'ben', { args: ['--save', join(folder, 'in')] })
    const { host, port } = here.address
    for (const name of ['../../evil.txt', '/etc/evil.txt', '..\\evil.txt', '.evil.txt']) {
      const query = new URLSearchParams({ name })
      await fetch(`http://${host}:${port}/rooms/lobby/files?${query.toString()}`, { method: 'POST', body: name })
    }
    await ben.says(/(?:Saved [^]*){4}/u)
    await leave(ben)
    expect(await readdir(folder)).toEqual(['in'])
    expect((await readdir(join(folder, 'in', 'files'))).toSorted()).toEqual([
      'evil (2).txt',
      'evil (3).txt',
      'evil (4).txt',
      'evil.txt',
    ])
  })

  test('[R-CLI-17] a file that cannot be shared is a line, not an end', async () => {
    const ann = await chatIn(here, 'ann')
    ann.type(`.file ${folder}/nothing.txt\n.file ${folder}\n.image\nstill here\n`)
    ann.endInput()
    expect(await ann.exit).toBe(1)
    expect(ann.stderr).toContain(`${folder}/nothing.txt: there is no such file.`)
    expect(ann.stderr).toContain(`${folder} is a folder; only files can be shared.`)
    expect(ann.stderr).toContain('Usage: /image PATH')
    expect(ann.stdout).toContain('ann: still here')
  })

  test('[R-CLI-28] what is very large is not saved unasked', async () => {
    const [ann, ben] = await Promise.all([chatIn(here, 'ann'), chatIn(here, 'ben', { args: ['--save', folder] })])
    await writeFile(join(folder, 'large.bin'), Buffer.alloc(limits.autosave_bytes_max + 1))
    ann.type(`.file ${join(folder, 'large.bin')}\n`)
    await ben.says(/^large\.bin \(33\.6 MB\) is not saved by itself; \/save does it\.$/mu)
    await leave(ann, ben)
    expect(await readdir(folder)).toEqual(['large.bin'])
  })

  test('[R-CLI-18] only what is shared while one is there is saved; /save saves the rest', async () => {
    const ann = await chatIn(here, 'ann')
    await writeFile(join(folder, 'early.txt'), 'early')
    ann.type(`.file ${join(folder, 'early.txt')}\n`)
    await ann.says(/Shared early\.txt/u)
    const ben = await chatIn(here, 'ben', { args: ['--save', join(folder, 'in')] })
    await ben.says(/shares early\.txt/u)
    ann.type('a round trip\n')
    await ben.says(/a round trip/u)
    expect(await readdir(folder)).toEqual(['early.txt'])
    ben.type('/save early.txt\n/save nothing\n')
    await ben.says(/^Saved .*early\.txt$/mu)
    await ben.says(/No file called nothing was shared here\./u, 'stderr')
    ben.endInput()
    expect(await ben.exit).toBe(1)
    const shy = await chatIn(here, 'shy', { args: ['--no-save'], cwd: folder })
    ann.type(`.file ${join(folder, 'early.txt')}\nanother round trip\n`)
    await shy.says(/another round trip/u)
    await leave(ann, shy)
    expect((await readdir(folder)).toSorted()).toEqual(['early.txt', 'in'])
  })
})

describe('a dropped server', () => {
  test('[R-CLI-19] is reported in a line, and what was missed is shown exactly once', async () => {
    await using there = await world()
    const [ann, ben] = await Promise.all([chatIn(there, 'ann'), chatIn(there, 'ben')])
    ann.type('before\n')
    await ben.says(/ann: before/u)
    await there.server.close()
    await ann.says(/The connection is lost/u, 'stderr')
    ann.type('while you were away 1\nwhile you were away 2\n')
    await ann.says(/It is sent as soon as the connection is back\./u, 'stderr')
    await there.restart()
    await ben.says(/while you were away 2/u)
    ben.type('welcome back\n')
    await ann.says(/welcome back/u)
    await leave(ann, ben)
    for (const { stdout, stderr } of [ann, ben]) {
      const said = [...stdout.matchAll(/: (before|while you were away \d|welcome back)$/gmu)].map(([, text]) => text)
      expect(said).toEqual(['before', 'while you were away 1', 'while you were away 2', 'welcome back'])
      expect(stderr.match(/The connection is lost: The server is stopping\. Trying to come back\.$/gmu)).toHaveLength(1)
      expect(stderr.match(/Connected again\.$/gmu)).toHaveLength(1)
    }
  })

  test('[R-CLI-29] that has begun another history is entered anew, in the rooms that it has', async () => {
    const old = await world()
    const ann = await somebody(old, 'ann')
    await ann.do('room.create', { name: 'Old Room' })
    await ann.do('message.send', { room: 'Old Room', body: 'welcome' })
    const ben = await chatIn(old, 'ben', { args: ['--room', 'Old Room'] })
    await ben.says(/ann: welcome/u)
    await Promise.all([ann.leave(), old.close()])
    await using fresh = await world({ port: old.address.port })
    const carol = await somebody(fresh, 'carol')
    await carol.do('message.send', { room: 'lobby', body: 'a new beginning' })
    await ben.says(/The server has begun a new history\.\nConnected again\. You are ben\.\n/u, 'stderr')
    await ben.says(/carol: a new beginning/u)
    ben.type('hello\n')
    expect(await ben.says(/^\d\d:\d\d ben: hello$/mu)).toBeTruthy()
    await Promise.all([carol.leave(), leave(ben)])
  })
})
