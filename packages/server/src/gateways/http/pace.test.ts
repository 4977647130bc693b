// Proves that one address can send only so many files at once, and how it is told to wait.

import { expect, test } from 'vitest'

import { house, type House, type HouseOptions } from './fixtures.ts'

const limits = { uploads_burst_max: 3, uploads_per_minute: 6 }

async function upload(place: House, path = '/rooms/lobby/files', method = 'POST') {
  const { status, headers } = await fetch(place.url + path, { method, ...(method !== 'OPTIONS' && { body: 'hello' }) })
  return [status, headers.get('retry-after')]
}

async function burst(options: HouseOptions): Promise<House> {
  const place = await house({ limits, floodLimits: true, ...options })
  for (let count = 0; count < 3; count++) expect(await upload(place)).toEqual([201, null])
  return place
}

test('[R-HTTP-45] after a burst so many files a minute are taken from one address, by all its ways in', async () => {
  await using place = await burst({})
  expect(await upload(place)).toEqual([429, '10'])
  expect(await upload(place, '/rooms/lobby/files/a.txt', 'PUT')).toEqual([429, '10'])
  expect(await upload(place, '/files')).toEqual([429, '10'])
  expect(await upload(place, '/files', 'OPTIONS')).toEqual([204, null])
  place.brain.clock.advance(4_000)
  expect(await upload(place)).toEqual([429, '6'])
  place.brain.clock.advance(6_000)
  expect(await upload(place)).toEqual([201, null])
  expect(await upload(place)).toEqual([429, '10'])
})

test('[R-HTTP-45] a burst comes back, and is never larger', async () => {
  await using place = await burst({})
  place.brain.clock.advance(3_600_000)
  for (let count = 0; count < 3; count++) expect((await upload(place))[0]).toBe(201)
  expect((await upload(place))[0]).toBe(429)
})

test('[R-HTTP-45] an operator may allow none', async () => {
  await using place = await house({ floodLimits: true, limits: { uploads_burst_max: 0, uploads_per_minute: 0 } })
  expect(await upload(place)).toEqual([429, null])
})

test('[R-HTTP-45] it can be switched off', async () => {
  await using place = await burst({ floodLimits: false })
  expect((await upload(place))[0]).toBe(201)
})
