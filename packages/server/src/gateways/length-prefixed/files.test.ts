// Tests of images and files on the length-prefixed wire: in, out, over other wires, and in order.

import { type World, world } from '@hubbub/testkit'
import { encode } from 'cborg'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { RawClient } from '../kit/fixtures.ts'
import { json, message } from './fixtures.ts'

let place: World
beforeEach(async () => void (place = await world()))
afterEach(() => place.close())

/** The smallest PNG there is. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const client = (): RawClient => new RawClient(place.address)

async function witness(): Promise<RawClient> {
  const one = client()
  await one.write('/nick witness\n')
  await one.receives('/help')
  return one
}

/** A client that has said its name and is heard. */
async function person(see: RawClient, name: string): Promise<RawClient> {
  const one = client()
  await one.write(message({ Text: name }))
  await see.receives(`> ${name}\n`)
  return one
}

/** The bodies of a kind. */
const under = (one: RawClient, key: 'Image' | 'File'): unknown[] =>
  (json(one) as Record<string, unknown>[]).flatMap((body) => (key in body ? [body[key]] : []))

const link = (text: string): string => /http:\S+/u.exec(text)?.[0] ?? ''
const fetched = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer())
const upload = (query: string, body: Buffer, { address: { host, port } } = place): Promise<Response> =>
  fetch(`http://${host}:${port}/rooms/lobby/files?${query}`, { method: 'POST', body })

test('[R-PREFIXED-7] a file reaches the others of this wire as it was, and everybody else as a link to the same bytes', async () => {
  await using see = await witness()
  await using ann = await person(see, 'ann')
  await using bob = await person(see, 'bob')
  const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 256))
  await bob.write(message({ File: ['../a b.bin', [...bytes]] }))
  await ann.receives('"File"')
  expect(under(ann, 'File')).toEqual([['a b.bin', [...bytes]]])
  const told = String(await see.receives('/a%20b.bin?t='))
  expect(told).toContain('* guest2 shared a b.bin (1 KB): http://')
  expect(await fetched(link(told))).toEqual(bytes)
  await ann.write(message({ Text: 'thanks' }))
  await bob.receives('thanks')
  expect(under(bob, 'File')).toEqual([])
})

test('[R-PREFIXED-7] an image stays an image, and is named by its time and by what it is', async () => {
  await using see = await witness()
  await using ann = await person(see, 'ann')
  await using bob = await person(see, 'bob')
  await bob.write(message({ Image: [...png] }))
  await ann.receives('"Image"')
  const told = String(await see.receives('.png?t='))
  expect(told).toMatch(/shared image-\d{4}-\d\d-\d\d-\d\d\.\d\d\.\d\d\.png \(\d+ bytes\)/u)
  expect(await fetched(link(told))).toEqual(png)
  await bob.write(message({ Image: [137, 80, 78, 71] }))
  await see.receives('.bin?t=')
  await bob.write(message({ File: ['photo.png', [...png]] }))
  await ann.receives('"File"')
  expect(under(ann, 'Image')).toEqual([[...png], [137, 80, 78, 71]])
  expect(under(ann, 'File')).toEqual([['photo.png', [...png]]])
})

test('[R-PREFIXED-7] images and files are re-encoded for other dialects', async () => {
  await using see = await witness()
  await using named = client()
  await named.write(message({ Register: 'ann' }))
  await named.receives('registered')
  await using inCbor = client()
  await inCbor.write(Buffer.from('00000009a16454657874626869', 'hex'))
  await see.receives('<guest1> hi\n')
  await using bob = await person(see, 'bob')
  await bob.write(message({ File: ['a.txt', [104, 101]] }))
  await named.receives('"File"')
  expect(under(named, 'File')).toEqual([['guest2', 'a.txt', [104, 101]]])
  await inCbor.receives(Buffer.from(encode({ File: ['a.txt', [104, 101]] })))
})

test('[R-PREFIXED-8] files of other wires come with their bytes: pictures as images, the words before them', async () => {
  await using see = await witness()
  await using ann = await person(see, 'ann')
  await upload('name=cat.png&body=look', png)
  await ann.receives('"Image"')
  await upload('name=a.txt', Buffer.from('hello'))
  await ann.receives('"File"')
  await upload('name=drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
  await ann.receives('drawing.svg')
  const told = (json(ann) as Record<string, unknown>[]).filter(
    (body) => !String(body['Text']).startsWith('<SERVER MSG>'),
  )
  expect(told.slice(-4)).toEqual([
    { Text: 'look' },
    { Image: [...png] },
    { File: ['a.txt', [...Buffer.from('hello')]] },
    { File: ['drawing.svg', expect.any(Array)] },
  ])
})

test('[R-PREFIXED-21] an Image goes out as PNG whatever it came as, a File as it came', async () => {
  await using see = await witness()
  await using ann = await person(see, 'ann')
  await using bob = await person(see, 'bob')
  const jpeg = await sharp({ create: { width: 8, height: 6, channels: 3, background: '#f00' } })
    .jpeg()
    .toBuffer()
  await upload('name=cat.jpg', jpeg)
  await bob.write(message({ Image: [...jpeg] }))
  await bob.write(message({ File: ['photo.jpg', [...jpeg]] }))
  await ann.receives('"File"')
  const images = under(ann, 'Image').map((bytes) => Buffer.from(bytes as number[]))
  expect(images).toHaveLength(2)
  for (const image of images) {
    expect(await sharp(image).metadata()).toMatchObject({ format: 'png', width: 8, height: 6 })
  }
  expect(under(ann, 'File')).toEqual([['photo.jpg', [...jpeg]]])
})

test('[R-PREFIXED-21] a picture that cannot be a PNG, or would not fit as one, goes as it is', async () => {
  await using small = await world({ limits: { length_prefixed_body_bytes_max: 8_000 } })
  await using ann = new RawClient(small.address)
  await ann.write(message({ Text: 'ann' }))
  await using bob = new RawClient(small.address)
  await bob.write(message({ Text: 'bob' }))
  await ann.receives('bob')
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const drawn = sharp({ create: { width: 40, height: 40, channels: 3, background: '#000', noise } })
  const jpeg = await drawn.jpeg({ quality: 30 }).toBuffer()
  await upload('name=noise.jpg', jpeg, small)
  await ann.receives('"Image"')
  await upload('name=broken.jpg', jpeg.subarray(0, 30), small)
  await bob.write(message({ Text: 'done' }))
  await ann.receives('"done"')
  expect(under(ann, 'Image')).toEqual([[...jpeg], [...jpeg.subarray(0, 30)]])
})

test('[R-PREFIXED-8] a file that could outgrow a body is a Text with a link', async () => {
  await using small = await world({ limits: { length_prefixed_body_bytes_max: 4_000 } })
  await using ann = new RawClient(small.address)
  await ann.write(message({ Text: [null, 'ann'] }))
  await using bob = new RawClient(small.address)
  await bob.write(message({ Text: 'bob' }))
  await ann.receives('bob')
  const body = Buffer.alloc(1_001, 'x')
  await fetch(`http://${small.address.host}:${small.address.port}/rooms/lobby/files?name=large.txt`, {
    method: 'POST',
    body,
  })
  await ann.receives('large.txt')
  await bob.receives('large.txt')
  expect(json(bob).at(-1)).toEqual({
    Text: expect.stringMatching(/^\S+ shared large\.txt \(1 KB\): http:\S+large\.txt\?t=\S+$/u),
  })
  expect(json(ann).at(-1)).toEqual({ Text: [expect.any(String), expect.stringContaining('shared large.txt')] })
  expect(await fetched(link(JSON.stringify(json(bob).at(-1)).slice(0, -2)))).toEqual(body)
})

test('[R-PREFIXED-9] what is said after a file is heard after it', async () => {
  await using see = await witness()
  await using ann = await person(see, 'ann')
  await using bob = await person(see, 'bob')
  const bytes = [...Buffer.alloc(60_000, 'file')]
  const sent: object[] = []
  for (const name of ['one', 'two', 'three']) sent.push({ File: [name, bytes] }, { Text: `after ${name}` })
  await bob.write(Buffer.concat(sent.map(message)))
  await ann.receives('after three')
  expect(json(ann).slice(-6)).toEqual(sent)
})

test('[R-PREFIXED-16] a file of a megabyte comes through, however it is cut on the way', async () => {
  await using see = await witness()
  await using ann = await person(see, 'ann')
  await using bob = await person(see, 'bob')
  const bytes = Buffer.from(Array.from({ length: 1_000_000 }, (_, index) => (index * 7) % 256))
  const sent = message({ File: ['large.bin', [...bytes]] })
  for (let at = 0; at < sent.length; at += 300_001) await bob.write(sent.subarray(at, at + 300_001))
  expect((await ann.receives(sent)).subarray(-sent.length)).toEqual(sent)
  expect(await fetched(link(String(await see.receives('/large.bin?t='))))).toEqual(bytes)
})

test('[R-PREFIXED-12] with a length of eight bytes files come in, and nothing goes back', async () => {
  await using see = await witness()
  await using loader = client()
  const body = encode({ File: ['up.bin', [1, 2, 3]] })
  await loader.write(Buffer.concat([Buffer.of(0, 0, 0, 0, 0, 0, 0, body.length), body]))
  const told = String(await see.receives('/up.bin?t='))
  expect(await fetched(link(told))).toEqual(Buffer.of(1, 2, 3))
  await see.write('thanks\n/where\n')
  await see.receives('You are in')
  loader.finish(Buffer.concat([Buffer.of(0, 0, 0, 0, 0, 0, 0, 1), Buffer.of(0)]))
  expect(await loader.ended()).toEqual(Buffer.alloc(0))
})

test('[R-PREFIXED-15] a file that is too large for the server is refused with a Text', async () => {
  await using small = await world({ limits: { file_bytes_max: 10 } })
  await using bob = new RawClient(small.address)
  await bob.write(message({ File: ['a.txt', [...Buffer.alloc(11)]] }))
  await bob.receives('too large')
  expect(json(bob)).toEqual([{ Text: '<SERVER MSG> That file is too large.' }])
})
