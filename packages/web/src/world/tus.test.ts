import { limits } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { fingerprintOf, type Places, uploads } from './tus.ts'

function placesOf(texts = new Map<string, string>()): Places {
  return { getItem: (key) => texts.get(key) ?? null, setItem: (key, text) => void texts.set(key, text) }
}

const begun = { url: 'http://here/uploads/1', clientId: 'c-1' }

test('[R-XFER-30] an upload that is not finished is known after a reload, until the server has forgotten it', () => {
  const places = placesOf()
  let now = 0
  const before = uploads(places, () => now).unfinished
  before.save('one', begun)
  before.save('two', begun)
  before.save('two', undefined)
  const after = uploads(places, () => now).unfinished
  expect(after.load('one')).toMatchObject(begun)
  expect(after.load('two')).toBeUndefined()
  now = limits.upload_kept_ms
  expect(after.load('one')).toBeUndefined()
})

test('[R-XFER-30] a storage that is damaged, full or forbidden costs no upload', () => {
  for (const damaged of ['', 'null', '{"one":null}', '[]', '{"one":7}', 'nonsense']) {
    const { unfinished } = uploads(placesOf(new Map([['hubbub.uploads', damaged]])))
    expect(unfinished.load('one')).toBeUndefined()
    unfinished.save('one', begun)
    expect(unfinished.load('one')).toMatchObject(begun)
  }
  const forbidden = {
    getItem: () => {
      throw new Error('SecurityError')
    },
    setItem: () => {
      throw new Error('QuotaExceededError')
    },
  }
  const { unfinished } = uploads(forbidden)
  unfinished.save('one', begun)
  expect(unfinished.load('one')).toBeUndefined()
})

test('[R-XFER-30] a file is known by its name, its size and when it was changed', () => {
  const file = { name: 'cat.png', size: 7, lastModified: 9 }
  const others = [
    { ...file, name: 'dog.png' },
    { ...file, size: 8 },
    { ...file, lastModified: 10 },
  ]
  expect(new Set([file, ...others].map(fingerprintOf)).size).toBe(4)
  expect(fingerprintOf({ ...file })).toBe(fingerprintOf(file))
})
