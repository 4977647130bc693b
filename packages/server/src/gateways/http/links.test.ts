// Tests of who gets a file, and of pictures in other forms: by links that hold for a while, and by tokens.

import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { house, type House } from './fixtures.ts'

let place: House
beforeAll(async () => {
  place = await house()
})
afterAll(() => place[Symbol.asyncDispose]())

const picture = sharp({ create: { width: 1_200, height: 600, channels: 3, background: '#b4430f' } })
const strict = {
  'cache-control': 'private, no-cache',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
}

/** Somebody shares a file in a room, the lobby unless another is named; resolves with its address. */
async function share(body: string | Uint8Array, { name = 'a.txt', room = 'lobby', as = 'sharer' } = {}) {
  const query = new URLSearchParams({ name, as })
  const init = { method: 'POST', body: body as string }
  const answer = await fetch(`${place.url}/rooms/${room}/files?${query.toString()}`, init)
  const { file } = (await answer.json()) as { file: { url: string; id: string } }
  return { ...file, path: new URL(file.url, place.url).pathname }
}

async function get(path: string, { token, ...headers }: Record<string, string> = {}, method = 'GET') {
  const authorization = token === undefined ? {} : { Authorization: `Bearer ${token}` }
  const answer = await fetch(place.url + path, { method, headers: { ...authorization, ...headers } })
  const body = Buffer.from(await answer.arrayBuffer())
  const error = answer.ok || body.length === 0 ? undefined : (JSON.parse(body.toString()) as Refused).error
  return { status: answer.status, named: (name: string) => answer.headers.get(name), body, error }
}

interface Refused {
  readonly error: { readonly code: string; readonly subject?: string }
}

async function token(name: string): Promise<string> {
  const { entered } = await place.brain.person(name)
  return entered.token ?? ''
}

test('[R-UP-20] a link holds for a while, and then tells how to get another', async () => {
  await using later = await house({ limits: { file_link_ms: 1_000 } })
  const ann = await later.brain.person('ann')
  async function* hello(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('hello')
  }
  const { seq, file } = await ann.do('file.share', { room: 'lobby', name: 'a.txt' }, hello())
  const fetched = async (url: string): Promise<number> => (await fetch(later.url + url)).status
  expect(await fetched(file.url)).toBe(200)
  later.brain.clock.advance(2_000)
  const expired = await fetch(later.url + file.url)
  const { error } = (await expired.json()) as Refused
  expect([expired.status, error.code]).toEqual([403, 'link-expired'])
  expect(error.subject).toContain('fresh link')
  const { entries } = await ann.do('message.history', { room: 'lobby', after: seq - 1 })
  expect(await fetched(entries[0]?.file?.url ?? '')).toBe(200)
})

test.each(['', '?t=', '?t=zzzzzzzz.0000', '?t=x', `?t=${'0'.repeat(129)}`])(
  '[R-UP-20] %s lets nobody in',
  async (query) => {
    const { path } = await share('hello')
    const { status, error } = await get(path + query)
    expect([status, error?.code]).toEqual(query.length > 100 ? [400, 'bad-input'] : [403, 'link-expired'])
  },
)

test('[R-UP-21] a token lets in whoever is in the room, and nobody from other rooms', async () => {
  const ann = await place.brain.person('ann')
  await ann.do('room.create', { name: 'dev' })
  const { path, url } = await share('of the developers', { room: 'dev' })
  const mine = await get(path, { token: ann.entered.token ?? '' })
  expect([mine.status, mine.body.toString()]).toEqual([200, 'of the developers'])
  const other = await get(path, { token: await token('bob') })
  expect([other.status, other.error?.code]).toEqual([403, 'not-joined'])
  expect((await get(url, { token: await token('cat') })).status).toBe(200)
  const nobody = await get(path, { token: 'nonsense' })
  expect([nobody.status, nobody.error?.code, nobody.named('www-authenticate')]).toEqual([
    401,
    'resume-unknown',
    'Bearer',
  ])
})

test('[R-UP-21] the link of one file opens no other', async () => {
  const [one, other] = [await share('one'), await share('other')]
  expect((await get(other.path + new URL(one.url, place.url).search)).status).toBe(403)
})

test('[R-UP-22] an erased file is gone at once, for whoever has it too', async () => {
  const dan = await place.brain.person('dan')
  async function* secret(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a secret')
  }
  const { seq, file } = await dan.do('file.share', { room: 'lobby', name: 'a.txt' }, secret())
  const etag = (await get(file.url)).named('etag') ?? ''
  expect((await get(file.url, { 'If-None-Match': etag })).status).toBe(304)
  await dan.do('message.erase', { room: 'lobby', seq })
  expect((await get(file.url, { 'If-None-Match': etag })).status).toBe(404)
})

test.each([
  ['small', 320],
  ['medium', 960],
  ['large', 1_200],
])('[R-UP-23] a picture comes as WebP in size %s', async (size, width) => {
  const { url } = await share(await picture.png().toBuffer(), { name: 'wide.png' })
  const { status, body, named } = await get(`${url}&size=${size}`)
  expect([status, named('content-type'), named('content-length')]).toEqual([200, 'image/webp', String(body.length)])
  expect(await sharp(body).metadata()).toMatchObject({ format: 'webp', width })
  expect(named('content-disposition')).toMatch(/^inline; filename="wide\.png\.webp"/u)
  for (const [name, value] of Object.entries(strict)) expect([name, named(name)]).toEqual([name, value])
})

test('[R-UP-24] a picture comes as PNG under its name and .png', async () => {
  const { path, url } = await share(await picture.jpeg().toBuffer(), { name: 'cat.jpg' })
  const { search } = new URL(url, place.url)
  const { status, body, named } = await get(`${path}.png${search}`)
  expect([status, named('content-type')]).toEqual([200, 'image/png'])
  expect(await sharp(body).metadata()).toMatchObject({ format: 'png', width: 1_200, height: 600 })
  for (const [name, value] of Object.entries(strict)) expect([name, named(name)]).toEqual([name, value])
  expect((await get(`${path}.png`)).error?.code).toBe('link-expired')
  expect((await get(`${path}.gif${search}`)).status).toBe(404)
})

test('[R-UP-25] each form has a tag of its own, and comes whole whatever part is asked for', async () => {
  const { path, url } = await share(await picture.png().toBuffer(), { name: 'tag.png' })
  const { search } = new URL(url, place.url)
  const forms = [url, `${url}&size=small`, `${url}&size=large`, `${path}.png${search}`]
  const etags = await Promise.all(forms.map(async (form) => (await get(form)).named('etag') ?? ''))
  expect(new Set(etags).size).toBe(4)
  for (const [index, form] of forms.entries()) {
    expect((await get(form, { 'If-None-Match': etags[index] ?? '' })).status).toBe(304)
    expect((await get(form, { 'If-None-Match': etags[(index + 1) % 4] ?? '' })).status).toBe(200)
  }
  const small = await get(`${url}&size=small`)
  const part = await get(`${url}&size=small`, { Range: 'bytes=0-3' })
  expect([part.status, part.body.equals(small.body), part.named('content-range')]).toEqual([200, true, null])
  const head = await get(`${url}&size=small`, {}, 'HEAD')
  expect([head.body.length, head.named('content-length')]).toEqual([0, String(small.body.length)])
})

test('[R-UP-26] a size that there is not is 400, and what is no picture has none', async () => {
  const { path, url } = await share('no picture')
  const { search } = new URL(url, place.url)
  for (const size of ['tiny', '', 'png', '__proto__', 'small,large']) {
    const { status, error } = await get(`${url}&size=${size}`)
    expect([size, status, error?.code, error?.subject]).toEqual([size, 400, 'bad-input', 'size: small, medium, large'])
  }
  expect((await get(`${url}&size=small`)).error?.code).toBe('no-such-file')
  expect((await get(`${path}.png${search}`)).error?.code).toBe('no-such-file')
  expect((await get(`${path}.png${search}&size=small`)).status).toBe(404)
  expect((await get(`${path}?size=small`)).error?.code).toBe('link-expired')
})

test('[R-UP-27] an operator may fetch what was shared in rooms, and a drawing is saved, never shown', async () => {
  await using guarded = await house()
  const root = guarded.brain.open()
  await root.do('person.register', { name: 'root', password: 'correct horse' })
  const { person, token: rootToken } = await root.do('person.identify', {})
  const ann = await guarded.brain.person('ann')
  await ann.do('room.create', { name: 'dev' })
  async function* drawing(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
  }
  const { file } = await ann.do('file.share', { room: 'dev', name: 'a.svg' }, drawing())
  const headers = { Authorization: `Bearer ${rootToken}` }
  const { pathname } = new URL(file.url, guarded.url)
  expect((await fetch(guarded.url + pathname, { headers })).status).toBe(403)
  await guarded.brain.ports.store.setOperator({ person: person.id, on: true })
  const answer = await fetch(guarded.url + pathname, { headers })
  expect([answer.status, answer.headers.get('content-disposition')?.slice(0, 10)]).toEqual([200, 'attachment'])
  expect((await fetch(`${guarded.url}${file.url}&size=small`)).status).toBe(404)
})
