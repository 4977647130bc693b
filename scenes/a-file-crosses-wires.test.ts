// A file shared on one wire reaches all others: as bytes where they carry bytes, as a link where they carry text.

import { type Actor, actors } from '@hubbub/server/actors'
import { type World, world } from '@hubbub/testkit'
import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { firstProgram } from './first-program.ts'

let here: World

beforeEach(async () => {
  here = await world()
})
afterEach(() => here.close())

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Every byte there is, and then some. */
const bytes = Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, i) => i)), randomBytes(100_000)])

test('[R-SCENE-8] a file from the length-prefixed wire is announced on all others, and its link brings the same bytes', async () => {
  const listeners = [
    await here.actor('websocket', 'ann'),
    await here.actor('course-json', 'bob'),
    await here.actor('plain', 'cid'),
    await here.actor('irc', 'eve'),
    await here.actor('frames', ''),
  ]
  const dan = await here.actor('length-prefixed', 'dan')
  await dan.share?.({ name: 'every byte.bin', bytes })
  await dan.say('the end')

  const fetched = await Promise.all(listeners.map(async (listener) => [listener.wire, await fetchedBy(listener)]))
  expect(fetched).toEqual(listeners.map(({ wire }) => [wire, sha256(bytes)]))
})

test('[R-SCENE-8] a file posted over HTTP reaches the length-prefixed wire as a file with the same bytes', async () => {
  const ann = await actors.websocket(here.address, 'ann')
  const seed = firstProgram(here.address, 'someone is listening')
  await ann.hears('someone is listening')
  await ann.share({ name: 'every byte.bin', bytes })
  await ann.say('the end')

  const bodies = await seed.until('{"Text":"the end"}')
  const files = bodies.map((body) => JSON.parse(body)).filter((body) => 'File' in body)
  expect(files).toEqual([{ File: ['every byte.bin', [...bytes]] }])
})

test('[R-SCENE-8] a picture reaches it as an image, with the same bytes', async () => {
  const ann = await actors.websocket(here.address, 'ann')
  const seed = firstProgram(here.address, 'someone is listening')
  await ann.hears('someone is listening')
  await ann.share({ name: 'dot.png', bytes: dot })
  await ann.say('the end')

  const bodies = await seed.until('{"Text":"the end"}')
  const images = bodies.map((body) => JSON.parse(body)).filter((body) => 'Image' in body || 'File' in body)
  expect(images).toEqual([{ Image: [...dot] }])
})

/** The digest of what is behind the link that somebody was shown. */
async function fetchedBy(listener: Actor): Promise<string> {
  await listener.hears('the end')
  // On fixed frames a long line comes in pieces.
  const heard = listener.heard.map(({ text }) => text).join(listener.wire === 'frames' ? '' : '\n')
  const [link] = /(?:http:\/\/[^/\s]+)?\/files\/[\w-]+\/every%20byte\.bin\?t=\w+\.[\da-f]{32}/u.exec(heard) ?? []
  if (link === undefined || !heard.includes('every byte.bin')) return `no link in: ${heard}`
  const answer = await fetch(new URL(link, here.server.url))
  return answer.ok ? sha256(await answer.bytes()) : `${answer.status} ${link}`
}

/** One black pixel. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
)
