// Stories of people who mean harm: what they write runs nothing, and other sites act for nobody and show nothing of this one.

import { WebSocketActor } from '@hubbub/server/actors'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openBrowser } from './browser.ts'
import { storedBy } from './files.ts'
import { expectAccessible, type Stage, stage } from './stage.ts'

let browser: Browser
let play: Stage
beforeAll(async () => {
  browser = await openBrowser()
  play = await stage(browser)
})
afterAll(async () => {
  await play[Symbol.asyncDispose]()
  await browser.close()
})

/** Each would set `harmed` if any of it ran. */
const harmful = [
  '<script>harmed = 1</script>',
  '<img src=x onerror="harmed = 1">',
  '<svg xmlns="http://www.w3.org/2000/svg" onload="harmed = 1"><script>harmed = 1</script></svg>',
  '<iframe srcdoc="<script>parent.harmed = 1</script>"></iframe>',
  '<a href="javascript:harmed = 1">a link</a>',
  '<style>body { display: none }</style>',
  '"><body onload=harmed=1>',
  '{{constructor.constructor("harmed = 1")()}}',
] as const

const links = [
  '[press me](javascript:harmed=1)',
  '[and me](data:text/html,<script>harmed=1</script>)',
  '<javascript:harmed=1>',
  '![a picture](http://127.0.0.1:9/track.png)',
  'vbscript:harmed',
] as const

const override = 'safe \u202Egpj.exe and \u2066more'
const zalgo = `h${'\u0335\u0310\u0329'.repeat(40)}i`
const tallName = `mal${'\u0300\u0330'.repeat(14)}`
const huge = 'W'.repeat(16_000)

async function somebody(name: string): Promise<WebSocketActor> {
  const actor = new WebSocketActor(play.here.address)
  await actor.connect()
  await actor.identify(name)
  return actor
}

const isHarmed = (page: Page) => page.evaluate('typeof harmed !== "undefined"')

test('[R-WEB-43] whatever somebody writes is shown as text, runs nothing, loads nothing, and stays within its message', async () => {
  await expect(somebody('<b onmouseover=harmed=1>')).rejects.toMatchObject({ code: 'name-invalid' })
  const mal = await somebody(tallName)
  const { room } = await mal.request('room.create', { name: 'Trouble' })
  await mal.request('room.topic', { room: room.slug, topic: '<img src=x onerror=harmed=1>' })
  const ann = await play.visitor({ guest: 'ann', path: `/r/${room.slug}`, viewport: { width: 1_280, height: 3_000 } })
  const { page } = ann
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByText('<img src=x onerror=harmed=1>', { exact: true }).first().waitFor()
  const say = (body: string) => mal.request('message.send', { room: room.slug, body })
  for (const body of [...harmful, ...links, override, zalgo, huge, 'the end']) await say(body)
  await ann.sees('the end')
  await page.getByTitle(`What to do with ${mal.name}`).waitFor()
  for (const text of harmful) await ann.sees(text)
  await ann.sees(override)
  await ann.sees(zalgo)
  const hrefs = (): Promise<string[]> =>
    page.evaluate<string[]>(
      '[...new Set([...document.querySelectorAll("[role=log] a")].map(({ href }) => href))].sort()',
    )
  await expect.poll(hrefs).toEqual(['http://127.0.0.1:9/track.png', 'http://www.w3.org/2000/svg'])
  expect(await page.getByRole('log').locator('img, svg[onload], iframe, script, style').count()).toBe(0)
  const isWithin = `[...document.querySelectorAll('[role=log], html')].every((one) => one.scrollWidth <= one.clientWidth)`
  expect(await page.evaluate(isWithin)).toBe(true)
  await expectAccessible(page)
  await page.reload()
  await ann.sees('the end')
  expect(await isHarmed(page)).toBe(false)
  expect(requests.filter((url) => !url.startsWith(play.url))).toEqual([])
  expect(ann.complaints).toEqual([])
})

test('[R-WEB-44] a drawing or a page that is shared is never shown by the browser, only saved', async () => {
  const moe = await somebody('moe')
  const script = '<script>document.documentElement.id = "harmed"</script>'
  await moe.share({ name: 'a.svg', bytes: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`) })
  await moe.share({ name: 'a.html', bytes: Buffer.from(`<!doctype html>${script}`) })
  await moe.share({ name: 'a.png', bytes: Buffer.from(`<!doctype html>${script}`) })
  const ann = await play.visitor({ guest: 'ann of files' })
  const { page } = ann
  for (const name of ['a.svg', 'a.html', 'a.png']) {
    const card = page.getByRole('log').getByRole('link', { name })
    await card.waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.evaluate(`location.assign(${JSON.stringify(await card.getAttribute('href'))})`),
    ])
    expect(download.suggestedFilename()).toBe(name)
    await download.cancel()
    expect(page.url()).toBe(`${play.url}/`)
  }
  expect(await page.getByRole('log').locator('img').count()).toBe(0)
})

/** A page on another port of this machine, which browsers take for another site's. */
async function elsewhere(html: string): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(html))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

test('[R-WEB-45] the page of another site shares nothing in its visitor’s name, whichever way it asks', async () => {
  const before = await storedBy(play.here)
  const wanda = await somebody('wanda')
  await using evil = await elsewhere(`<!doctype html>
    <form method="post" enctype="text/plain" action="${play.url}/rooms/lobby/files?name=form.txt&as=eve"><input name="a"></form>`)
  const { page } = await play.visitor()
  await page.goto(evil.url)
  const { origin } = new URL(evil.url)
  for (const [method, path] of [
    ['POST', '/rooms/lobby/files?name=a.txt&as=eve'],
    ['PUT', '/rooms/lobby/files/a.txt?as=eve'],
    ['POST', '/uploads'],
    ['POST', '/files'],
  ] as const) {
    for (const mode of ['cors', 'no-cors']) {
      const asked = `fetch('${play.url}${path}', { method: '${method}', mode: '${mode}', body: 'a' })`
      const outcome = await page.evaluate(`${asked}.then(({ type }) => type, () => 'refused')`)
      expect([path, mode, outcome]).toEqual([path, mode, 'refused'])
    }
    const { status } = await fetch(play.url + path, { method, headers: { Origin: origin }, body: 'a' })
    expect([path, status]).toEqual([path, 403])
  }
  const [form] = await Promise.all([page.waitForResponse(/form\.txt/u), page.evaluate('document.forms[0].submit()')])
  expect(form.status()).toBe(403)
  await wanda.say('the end')
  expect(wanda.events.filter(({ name }) => name === 'file.shared' || name === 'person.arrived')).toEqual([])
  expect(await storedBy(play.here)).toEqual(before)
})

test('[R-WEB-46] the client is shown in no frame of another page, and that page learns nothing from its WebSocket', async () => {
  await using evil = await elsewhere(`<!doctype html><iframe src="${play.url}/"></iframe>`)
  const { page, complaints } = await play.visitor()
  await page.goto(evil.url)
  await expect.poll(() => complaints.some((text) => text.includes('frame-ancestors'))).toBe(true)
  expect(await page.frameLocator('iframe').getByLabel('Your name').count()).toBe(0)
  const socket = `new Promise((resolve) => {
    const socket = new WebSocket(${JSON.stringify(`${play.url.replace('http', 'ws')}/ws`)})
    socket.onopen = () => resolve('open')
    socket.onerror = () => resolve('refused')
  })`
  expect(await page.evaluate(socket)).toBe('refused')
})

test('[R-WEB-47] no text becomes HTML or a script in the page, whoever tries', async () => {
  const { page } = await play.visitor({ guest: 'ann of trust' })
  const tries: readonly string[] = [
    `document.body.innerHTML = '<img src=x onerror="harmed = 1">'`,
    `document.querySelector('#root').insertAdjacentHTML('beforeend', '<b>')`,
    `document.write('<b>')`,
    `document.createElement('iframe').srcdoc = '<b>'`,
    `document.createElement('script').text = 'harmed = 1'`,
    `document.createElement('script').src = '/sw.js'`,
    `new DOMParser().parseFromString('<b>', 'text/html')`,
    `trustedTypes.createPolicy('mine', { createHTML: (text) => text })`,
    `trustedTypes.createPolicy('hubbub', { createHTML: (text) => text })`,
  ]
  for (const attempt of tries) {
    const outcome = await page.evaluate(
      `(() => { try { ${attempt}; return 'done' } catch ({ name }) { return name } })()`,
    )
    expect([attempt, outcome]).toEqual([attempt, 'TypeError'])
  }
  const byTimer = `(() => { try { setTimeout('harmed = 1') } catch ({ name }) { return name } })()`
  expect(await page.evaluate(byTimer)).toMatch(/Error$/u)
  const inline = `new Promise((resolve) => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective))
    document.body.setAttribute('onclick', 'harmed = 1')
    document.body.click()
  }).catch(({ name }) => name)`
  expect(['script-src-attr', 'require-trusted-types-for', 'TypeError']).toContain(await page.evaluate(inline))
  expect(await isHarmed(page)).toBe(false)
})
