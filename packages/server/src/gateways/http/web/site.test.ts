// Tests of the web client's files as they are served: addresses, encodings, the policy, and what is not served.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { type House, house } from '../fixtures.ts'

let web: string
let place: House

beforeAll(async () => {
  web = await mkdtemp(join(tmpdir(), 'hubbub-web-'))
  await mkdir(join(web, 'assets'))
  await writeFile(join(web, 'index.html'), '<!doctype html><title>here</title>')
  await writeFile(join(web, 'index.html.br'), brotliCompressSync('<!doctype html><title>here</title>'))
  await writeFile(join(web, 'assets', 'main-1.js'), 'export {}')
  await writeFile(join(web, 'secret.txt'), 'not of the client')
  place = await house({ web })
})
afterAll(async () => {
  await place[Symbol.asyncDispose]()
  await rm(web, { recursive: true })
})

describe('the web client is served', () => {
  test.each(['/', '/r/lobby', '/r/dev-talk/42', '/i/abc', '/claim/abc', '/search', '/settings', '/admin'])(
    '[R-WEB-20] its page at %s, under a policy without other scripts',
    async (path) => {
      const answer = await fetch(`${place.url}${path}`)
      expect([answer.status, await answer.text()]).toEqual([200, '<!doctype html><title>here</title>'])
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("require-trusted-types-for 'script'")
      expect(policy).not.toContain('unsafe')
    },
  )

  test('[R-WEB-21] compressed as it was built, for those who take it so', async () => {
    const asked = (accept: string) => fetch(`${place.url}/`, { headers: { 'accept-encoding': accept } })
    const encodings = await Promise.all(
      ['br', 'gzip', 'identity'].map(async (one) => (await asked(one)).headers.get('content-encoding')),
    )
    expect(encodings).toEqual(['br', null, null])
    expect(await (await asked('br')).text()).toContain('here')
  })

  test('[R-WEB-22] what is named after its content is kept for ever, the page is asked for each time', async () => {
    const caching = async (path: string) => (await fetch(`${place.url}${path}`)).headers.get('cache-control')
    expect(await caching('/assets/main-1.js')).toBe('public, max-age=31536000, immutable')
    expect(await caching('/')).toBe('no-cache')
  })

  test.each(['/secret.txt', '/assets/../secret.txt', '/%2e%2e/secret', '/index.html.br', '/assets', '/nothing'])(
    '[R-WEB-23] nothing else: %s',
    async (path) => {
      const answer = await fetch(`${place.url}${path}`)
      expect(answer.status).toBe(404)
      await answer.body?.cancel()
    },
  )

  test('[R-WEB-24] how to connect in other ways, and what a client must know first', async () => {
    expect(await (await fetch(`${place.url}/connect`)).text()).toContain('Connect')
    const about: unknown = await (await fetch(`${place.url}/about.json`)).json()
    expect(about).toMatchObject({ network: 'hubbub', guests: true, registration: true })
  })
})
