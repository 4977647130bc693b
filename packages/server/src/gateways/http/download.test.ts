// Tests of files going out: `GET /files/:id/:name`.

import { createHash } from 'node:crypto'
import { readdirSync, readlinkSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'

import { ask, call, house } from './fixtures.ts'

const place = await house()
afterAll(() => place[Symbol.asyncDispose]())

const text = '0123456789'
const etag = `"${createHash('sha256').update(text).digest('hex')}"`

/** Shares a file and resolves with its path. */
async function shared(name = 'digits.txt', body: string | Uint8Array = text): Promise<string> {
  const path = `/rooms/lobby/files?name=${encodeURIComponent(name)}`
  const answer = await fetch(place.url + path, { method: 'POST', body: body as string })
  return ((await answer.json()) as { file: { url: string } }).file.url
}

async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const answer = await fetch(place.url + path, { method, headers })
  const named = (name: string): string | null => answer.headers.get(name)
  return { status: answer.status, body: await answer.text(), named }
}

test('[R-HTTP-19] a file goes out whole, with its length and its tag', async () => {
  const { status, body, named } = await get(await shared())
  expect([status, body, named('content-length'), named('etag')]).toEqual([200, text, '10', etag])
  expect(named('accept-ranges')).toBe('bytes')
  expect(named('cache-control')).toBe('private, no-cache')
})

test('[R-HTTP-19] HEAD tells the same without the bytes', async () => {
  const { status, body, named } = await get(await shared(), { Range: 'bytes=0-1' }, 'HEAD')
  expect([status, body, named('content-length'), named('etag')]).toEqual([200, '', '10', etag])
})

test('[R-HTTP-19] who has the file is told so', async () => {
  const path = await shared()
  expect((await get(path, { 'If-None-Match': `"other", ${etag}` })).status).toBe(304)
  expect((await get(path, { 'If-None-Match': '"other"' })).status).toBe(200)
})

test.each([
  ['bytes=2-4', '234', 'bytes 2-4/10'],
  ['bytes=-2', '89', 'bytes 8-9/10'],
  ['bytes=9-', '9', 'bytes 9-9/10'],
])('[R-HTTP-20] %s is a part', async (Range, part, range) => {
  const { status, body, named } = await get(await shared(), { Range })
  expect([status, body, named('content-range'), named('content-length')]).toEqual([
    206,
    part,
    range,
    String(part.length),
  ])
})

test('[R-HTTP-21] a part of a file that is not the one it was is the whole file', async () => {
  const path = await shared()
  expect((await get(path, { 'Range': 'bytes=1-', 'If-Range': etag })).status).toBe(206)
  expect(await get(path, { 'Range': 'bytes=1-', 'If-Range': '"other"' })).toMatchObject({
    status: 200,
    body: text,
  })
})

test('[R-HTTP-22] a part that there is not is 416', async () => {
  const { status, named } = await get(await shared(), { Range: 'bytes=10-' })
  expect([status, named('content-range')]).toEqual([416, 'bytes */10'])
})

test('[R-HTTP-23] many parts, and nonsense, are the whole file', async () => {
  const path = await shared()
  for (const Range of ['bytes=0-1,4-5', `bytes=${'0-0,'.repeat(1_000)}1-1`, 'bytes=9-1', 'pages=1']) {
    expect(await get(path, { Range })).toMatchObject({ status: 200, body: text })
  }
})

const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')

test.each([
  ['a.txt', text, 'inline', 'text/plain; charset=utf-8'],
  ['a.bin', png, 'inline', 'image/png'],
  ['a.png', text, 'inline', 'text/plain; charset=utf-8'],
  ['a.png', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'attachment', 'image/svg+xml'],
  ['a.txt', '<!doctype html><script>alert(1)</script>', 'attachment', 'text/html; charset=utf-8'],
  ['a.html', 'just words', 'attachment', 'text/plain; charset=utf-8'],
  ['a.svg', 'just words', 'attachment', 'text/plain; charset=utf-8'],
  ['a.pdf', '%PDF-1.4\n', 'attachment', 'application/pdf'],
  ['a.exe', Buffer.from('MZ\0\0'), 'attachment', 'application/x-msdownload'],
  ['a', Buffer.from([1, 2, 0, 255]), 'attachment', 'application/octet-stream'],
])('[R-HTTP-24] [R-HTTP-25] %s with %s is %s, %s', async (name, content, kind, type) => {
  const { named } = await get(await shared(name, content))
  expect(named('content-type')).toBe(type)
  expect(named('content-disposition')).toMatch(new RegExp(`^${kind}; `, 'u'))
})

test('[R-HTTP-26] a file keeps its name', async () => {
  const { named } = await get(await shared('naïve “plan”.txt'))
  expect(named('content-disposition')).toBe(
    `inline; filename="na_ve _plan_.txt"; filename*=UTF-8''na%C3%AFve%20%E2%80%9Cplan%E2%80%9D.txt`,
  )
})

test('[R-HTTP-27] a file cannot act as a page of ours', async () => {
  const { named } = await get(await shared())
  expect(named('content-security-policy')).toBe("sandbox; default-src 'none'")
  expect(named('x-content-type-options')).toBe('nosniff')
  expect(named('cross-origin-resource-policy')).toBe('same-origin')
})

test('[R-HTTP-28] what is not the address of a file is 404', async () => {
  const [path = '', sign] = (await shared()).split('?')
  const id = path.split('/')[2] ?? ''
  const others = [
    `/files/${id}/other.txt?${sign}`,
    `/files/nobody/digits.txt?${sign}`,
    `/files/${id}/`,
    `/files/${id}`,
    `/files/..%2f..%2fetc/passwd`,
  ]
  for (const other of [...others, `/files/${id}/%2e%2e%2fdigits.txt?${sign}`, '/files/%00/%ff']) {
    const answer = await ask(place.at, `GET ${other} HTTP/1.1`, 'Host: x')
    expect([other, answer.slice(0, 12)]).toEqual([other, 'HTTP/1.1 404'])
  }
  const tooLong = await ask(place.at, `GET /files/${'x'.repeat(100)}/digits.txt HTTP/1.1`, 'Host: x')
  expect(tooLong.slice(0, 12)).toBe('HTTP/1.1 400')
  expect((await ask(place.at, `GET ${path}/../../../etc/passwd HTTP/1.1`, 'Host: x')).slice(0, 12)).toBe('HTTP/1.1 404')
})

test('[R-HTTP-29] a download that is broken off, or never read, leaves no file open', async () => {
  await using hasty = await house({ limits: { http_idle_ms: 400 } })
  const ann = await hasty.brain.person('ann')
  const { file } = await ann.do('file.share', { room: 'lobby', name: 'big' }, chunks(30))
  const request = `GET ${file.url} HTTP/1.1\r\nHost: x\r\n\r\n`
  const broken = await call(hasty.at, request)
  await broken.hears('xxxx')
  expect(isOpenFile(file.sha256)).toBe(process.platform === 'linux')
  broken.socket.resetAndDestroy()
  const unread = await call(hasty.at, request)
  unread.socket.pause()
  while (hasty.sockets.size > 0) await turn()
  while (isOpenFile(file.sha256)) await turn()
  const whole = await fetch(hasty.url + file.url)
  expect((await whole.arrayBuffer()).byteLength).toBe(file.bytes)
})

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function* chunks(count: number): AsyncGenerator<Uint8Array> {
  for (let left = count; left > 0; left--) yield Buffer.alloc(1_000_000, 'x')
}

/** Whether this process holds a file of that name open, where that can be told. */
function isOpenFile(name: string): boolean {
  if (process.platform !== 'linux') return false
  return readdirSync('/proc/self/fd').some((fd) => nameOf(`/proc/self/fd/${fd}`).endsWith(name))
}

function nameOf(link: string): string {
  try {
    return readlinkSync(link)
  } catch {
    return '' // the descriptor of this very reading
  }
}
