// What every keeper of files' bytes must do, as tests that each implementation runs.

import type { Blobs } from '@hubbub/core'
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'

/** `count` is how many blobs there are; `leftovers` how many unfinished ones. */
export interface BlobsAtHand {
  readonly blobs: Blobs
  count(): Promise<number>
  leftovers(): Promise<number>
}

const mebibyte = 1_048_576

export function blobsContract(name: string, open: () => Promise<BlobsAtHand>): void {
  describe(`${name} blobs`, () => {
    let at: BlobsAtHand
    beforeAll(async () => {
      at = await open()
    })

    test('bytes are kept under their SHA-256 and read back as they were [R-BLOB-1]', async () => {
      const bytes = Buffer.from('hello, blob')
      const blob = await at.blobs.write(inPieces(bytes, 3), mebibyte)
      expect(blob).toMatchObject({ sha256: sha256(bytes), bytes: bytes.length, type: 'text/plain; charset=utf-8' })
      expect(await at.blobs.has(blob.sha256)).toBe(true)
      expect(await readAll(at.blobs, blob.sha256)).toEqual(bytes)
    })

    test('no bytes at all are a blob like any other [R-BLOB-1]', async () => {
      const { sha256: hash, bytes } = await at.blobs.write(inPieces(Buffer.alloc(0), 1), mebibyte)
      expect([hash, bytes]).toEqual([sha256(Buffer.alloc(0)), 0])
      expect(await readAll(at.blobs, hash)).toEqual(Buffer.alloc(0))
    })

    test('the same bytes are kept once, also when they come twice at a time [R-BLOB-2]', async () => {
      const before = await at.count()
      const write = () => at.blobs.write(inPieces(Buffer.from('twice'), 2), mebibyte)
      const [{ sha256: hash, bytes, type }, second] = await Promise.all([write(), write()])
      expect(second).toMatchObject({ sha256: hash, bytes, type })
      expect(await write()).toMatchObject({ sha256: hash, bytes, type })
      expect(await at.count()).toBe(before + 1)
      expect(await at.leftovers()).toBe(0)
    })

    test('bytes over the limit are refused and leave nothing [R-BLOB-3]', async () => {
      const bytes = Buffer.alloc(1_001, 'x')
      await expect(at.blobs.write(inPieces(bytes, 100), 1_000)).rejects.toMatchObject({ code: 'file-too-large' })
      expect(await at.blobs.has(sha256(bytes))).toBe(false)
      expect(await at.leftovers()).toBe(0)
      const { bytes: kept } = await at.blobs.write(inPieces(bytes.subarray(1), 100), 1_000)
      expect(kept).toBe(1_000)
    })

    test('a source is let go of as soon as it has sent too much [R-BLOB-3]', async () => {
      let released = false
      async function* endless(): AsyncGenerator<Uint8Array> {
        try {
          for (;;) yield Buffer.alloc(100)
        } finally {
          released = true
        }
      }
      await expect(at.blobs.write(endless(), 1_000)).rejects.toMatchObject({ code: 'file-too-large' })
      expect(released).toBe(true)
    })

    test('a source that fails leaves nothing, and its failure is told [R-BLOB-4]', async () => {
      async function* failing(): AsyncGenerator<Uint8Array> {
        yield Buffer.from('half of')
        throw new Error('gone')
      }
      await expect(at.blobs.write(failing(), mebibyte)).rejects.toThrow('gone')
      expect(await at.leftovers()).toBe(0)
      expect(await at.blobs.has(sha256(Buffer.from('half of')))).toBe(false)
    })

    test('any part can be read, and no more than that [R-BLOB-5]', async () => {
      const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, i) => i % 251))
      const blob = await at.blobs.write(inPieces(bytes, 65_537), mebibyte)
      const edge = fc.integer({ min: 0, max: bytes.length })
      await fc.assert(
        fc.asyncProperty(edge, edge, async (start, end) => {
          const part = await readAll(at.blobs, blob.sha256, { start, end })
          expect(part.equals(bytes.subarray(start, Math.max(start, end)))).toBe(true)
        }),
        { numRuns: 50 },
      )
    })

    test('a part that is not there is an error, not a shorter part [R-BLOB-5]', async () => {
      const blob = await at.blobs.write(inPieces(Buffer.from('short'), 5), mebibyte)
      await expect(readAll(at.blobs, blob.sha256, { start: 0, end: 6 })).rejects.toThrow('ends before')
    })

    test('reading goes chunk by chunk, at the reader’s pace, and may stop [R-BLOB-6]', async () => {
      const blob = await at.blobs.write(inPieces(Buffer.alloc(mebibyte, 7), mebibyte), mebibyte)
      for await (const chunk of at.blobs.read(blob.sha256)) {
        expect(chunk.length).toBeLessThanOrEqual(65_536)
        break
      }
      expect((await readAll(at.blobs, blob.sha256)).length).toBe(mebibyte)
    })

    test.each(['0'.repeat(64), '../../etc/passwd', '', 'A'.repeat(64)])(
      'what is not there is refused: %j [R-BLOB-7]',
      async (hash) => {
        expect(await at.blobs.has(hash)).toBe(false)
        await expect(readAll(at.blobs, hash)).rejects.toMatchObject({ code: 'no-such-file' })
      },
    )

    test.each([
      ['image/png', Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex')],
      ['image/jpeg', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')],
      ['application/pdf', Buffer.from('%PDF-1.7\n')],
      ['text/html; charset=utf-8', Buffer.from('<html><script>alert(1)</script>')],
      ['text/plain; charset=utf-8', Buffer.from('héllo '.repeat(2_000))],
      ['application/octet-stream', Buffer.from([0, 1, 2, 3])],
      ['application/octet-stream', Buffer.from([0xff, 0x41, 0xfe])],
    ])('what a file is, is told from its first bytes: %s [R-BLOB-8]', async (type, bytes) => {
      expect((await at.blobs.write(inPieces(bytes, 7), mebibyte)).type).toBe(type)
    })

    const write = (text: string) => at.blobs.write(inPieces(Buffer.from(text), 4), mebibyte)

    test('what nobody needs is removed, and whoever just wrote it holds it until they let go [R-BLOB-12]', async () => {
      const [mine, yours] = [await write('needed by two'), await write('needed by two')]
      const { sha256: hash } = mine
      const asked: string[] = []
      const remove = (isUnneeded: boolean) => at.blobs.remove(hash, async () => asked.push(hash) > 0 && isUnneeded)
      expect(await remove(true)).toBe(false)
      mine.release()
      mine.release()
      expect(await remove(true)).toBe(false)
      expect(asked).toEqual([])
      yours.release()
      expect(await remove(false)).toBe(false)
      expect(await readAll(at.blobs, hash)).toEqual(Buffer.from('needed by two'))
      expect(await remove(true)).toBe(true)
      expect(await at.blobs.has(hash)).toBe(false)
      expect(await remove(true)).toBe(false)
      expect(await at.blobs.remove('../../etc/passwd', async () => true)).toBe(false)
    })

    test('whoever writes what is being removed waits, and then has it [R-BLOB-12]', async () => {
      const first = await write('removed and written anew')
      first.release()
      const looked = Promise.withResolvers<void>()
      const answer = Promise.withResolvers<boolean>()
      const removed = at.blobs.remove(first.sha256, () => {
        looked.resolve()
        return answer.promise
      })
      await looked.promise
      let state = 'waiting'
      const again = write('removed and written anew').finally(() => (state = 'written'))
      // What others write meanwhile is not kept up by it, and takes as many steps as this would.
      await write('something else')
      await write('something else again')
      expect(state).toBe('waiting')
      answer.resolve(true)
      expect(await removed).toBe(true)
      expect((await again).sha256).toBe(first.sha256)
      expect(await readAll(at.blobs, first.sha256)).toEqual(Buffer.from('removed and written anew'))
    })

    test('whoever comes to remove it while another is at it looks for themselves [R-FILE-122]', async () => {
      const { sha256: hash, release } = await write('removed by two')
      release()
      const looked = Promise.withResolvers<void>()
      const answer = Promise.withResolvers<boolean>()
      const first = at.blobs.remove(hash, () => {
        looked.resolve()
        return answer.promise
      })
      await looked.promise
      const second = at.blobs.remove(hash, async () => true)
      answer.resolve(false)
      expect([await first, await second]).toEqual([false, true])
    })

    test('when nobody can say whether it is needed it stays, and can be removed later [R-BLOB-12]', async () => {
      const { sha256: hash, release } = await write('nobody knows')
      release()
      await expect(at.blobs.remove(hash, () => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer')
      expect(await at.blobs.has(hash)).toBe(true)
      expect(await at.blobs.remove(hash, async () => true)).toBe(true)
    })

    test('however writing and removing cross, what somebody holds is there [R-BLOB-12]', async () => {
      const turns = fc.array(fc.nat(12), { minLength: 1, maxLength: 8 })
      await fc.assert(
        fc.asyncProperty(turns, async (writers) => {
          let left = writers.length
          const hash = sha256(Buffer.from('now and then'))
          const share = async (begin: number) => {
            for (let turn = 0; turn < begin; turn++) await setImmediate()
            const held = await write('now and then')
            expect(await readAll(at.blobs, hash)).toEqual(Buffer.from('now and then'))
            await setImmediate()
            expect(await at.blobs.has(hash)).toBe(true)
            held.release()
          }
          const removeAgainAndAgain = async () => {
            while (left > 0) await setImmediate(await at.blobs.remove(hash, () => setImmediate(true)))
          }
          const sharing = writers.map((begin) => share(begin).finally(() => (left -= 1)))
          await Promise.all([...sharing, removeAgainAndAgain()])
        }),
        { numRuns: 50 },
      )
    })

    test('all that is kept can be listed [R-BLOB-13]', async () => {
      const written = await Promise.all(['one', 'two', 'three'].map(write))
      const listed: string[] = []
      for await (const hashes of at.blobs.list()) listed.push(...hashes)
      expect(listed).toEqual(expect.arrayContaining(written.map((blob) => blob.sha256)))
      expect(new Set(listed).size).toBe(await at.count())
      expect(listed).toHaveLength(await at.count())
    })
  })
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}

async function readAll(blobs: Blobs, hash: string, range?: { start: number; end: number }): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of blobs.read(hash, range)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
