import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { checkSize, localFile } from '../local-file.ts'
import { convertToPng, readImage } from './images.ts'
import { settle, writePart } from './saving.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hubbub-saving-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function* bytes(...pieces: string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece)
}
const save = async (name: string, text: string): Promise<string> =>
  settle(await writePart(join(folder, 'files'), bytes(text)), join(folder, 'files'), name)

describe('saving', () => {
  test('[R-CLI-15] nothing is ever written over: the second of a name becomes `name (2).ext`', async () => {
    const paths = await Promise.all(['one', 'two', 'three'].map((text) => save('a.tar.gz', text)))
    expect(paths.map((path) => basename(path)).toSorted()).toEqual(['a.tar (2).gz', 'a.tar (3).gz', 'a.tar.gz'])
    const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
    expect(texts.toSorted()).toEqual(['one', 'three', 'two'])
  })

  test('[R-CLI-14] whatever a file calls itself, it lands in the folder and nowhere else', async () => {
    const hostile = fc.oneof(
      fc.array(fc.nat({ max: 0x20ff }), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes)),
      fc.constantFrom(
        '../../evil',
        '/etc/passwd',
        '..',
        '.',
        '',
        'C:\\boot.ini',
        '.bashrc',
        'con',
        'a\0b',
        '\u202egnp.exe',
      ),
    )
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        const path = await save(name, 'x')
        expect(dirname(path)).toBe(join(folder, 'files'))
        expect(basename(path)).not.toMatch(/^\.|[/\\\0]/u)
      }),
      { numRuns: 50 },
    )
  })

  test('[R-CLI-15] of what breaks off nothing stays', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half')
      throw new Error('broken off')
    }
    await expect(writePart(join(folder, 'files'), broken())).rejects.toThrow('broken off')
    expect(await readdir(join(folder, 'files'))).toEqual([])
  })
})

describe('images', () => {
  const picture = sharp({ create: { width: 3, height: 2, channels: 3, background: 'red' } })
  const at = (name: string): string => join(folder, name)

  test.each(['jpeg', 'webp', 'gif', 'tiff', 'png', 'avif'] as const)('[R-CLI-16] %s becomes PNG', async (kind) => {
    await writeFile(at('in'), await picture.clone().toFormat(kind).toBuffer())
    await convertToPng(at('in'), at('out'))
    expect(await sharp(at('out')).metadata()).toMatchObject({ format: 'png', width: 3, height: 2 })
  })

  test.each([
    ['text', 'no image at all'],
    ['a drawing program', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    [
      'a PNG that promises more than it holds',
      Buffer.from('89504e470d0a1a0a0000000d49484452ffffffffffffffff0802000000', 'hex'),
    ],
  ])('[R-CLI-16] %s is refused', async (_what, content) => {
    await writeFile(at('in'), content)
    await expect(convertToPng(at('in'), at('out'))).rejects.toThrow(Error)
    expect(await readdir(folder)).toEqual(['in'])
  })

  test('[R-CLI-16] so is one with too many pixels', async () => {
    const wide = sharp({ create: { width: 16_000, height: 5_000, channels: 3, background: 'red' } })
    await writeFile(at('in'), await wide.png().toBuffer())
    expect(await readImage(at('in'))).toMatchObject({ width: 16_000 })
    await expect(convertToPng(at('in'), at('out'))).rejects.toThrow('pixel limit')
  })
})

describe('a file to share', () => {
  test('[R-CLI-17] is found by its path, in quotes or without', async () => {
    await writeFile(join(folder, 'a b.txt'), 'hello')
    expect(await localFile(join(folder, 'a b.txt'))).toMatchObject({ name: 'a b.txt', bytes: 5 })
    expect(await localFile(`"${join(folder, 'a b.txt')}"`)).toMatchObject({ name: 'a b.txt' })
  })

  test('[R-CLI-17] that cannot be shared is refused in a sentence', async () => {
    await writeFile(join(folder, 'large'), 'hello')
    await expect(localFile(join(folder, 'nothing'))).rejects.toThrow('there is no such file')
    await expect(localFile(folder)).rejects.toThrow('is a folder')
    const large = await localFile(join(folder, 'large'))
    expect(() => checkSize(large, 4)).toThrow('is too large: 5 bytes, and 4 bytes is the most')
    await expect(localFile('/dev/null')).rejects.toThrow('is not a file')
  })
})
