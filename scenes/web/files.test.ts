// Stories of files: shared from the browser and fetched on every wire, gone on with after a reload, refused, and taken back.

import { WebSocketActor } from '@hubbub/server/actors'
import { world } from '@hubbub/testkit'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { firstProgram } from '../first-program.ts'
import { openBrowser } from './browser.ts'
import { choose, drop, linkIn, rowOf, send, sha256, slowly, storedBy } from './files.ts'
import { bomb, photo, pngSize, takenAt } from './pictures.ts'
import { becomes, expectAccessible, type Stage, stage, type Visitor } from './stage.ts'

let browser: Browser
let dir: string
let largeFile: string
beforeAll(async () => {
  browser = await openBrowser()
  dir = await mkdtemp(join(tmpdir(), 'hubbub-large-'))
  largeFile = join(dir, 'large.bin')
  await writeFile(largeFile, randomBytes(24_000_000))
})
afterAll(async () => {
  await browser.close()
  await rm(dir, { recursive: true })
})

/** Somebody on our own wire, to whom everything is told. */
async function listener({ here }: Stage, name = 'wanda'): Promise<WebSocketActor> {
  const actor = new WebSocketActor(here.address)
  await actor.connect()
  await actor.identify(name)
  return actor
}

const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('milk, bread, tea\n') }

/** Shares a text as a file in the room that is open. */
async function shareNotes({ page }: Visitor): Promise<void> {
  await choose(page, notes)
  await send(page)
  await card(page).waitFor()
}

const card = (page: Page, name = 'notes.txt') => page.getByRole('log').getByRole('link', { name })

test('[R-WEB-30] a picture is dropped, sent with words, and seen on every wire; where it was taken is told nobody', async () => {
  await using play = await stage(browser)
  const irc = await play.here.actor('irc', 'iris')
  const nc = await play.here.actor('plain', 'nick')
  const seed = firstProgram(play.here.address, 'somebody is listening')
  const wanda = await listener(play)
  const ann = await play.visitor({ guest: 'ann' })
  const { page } = ann
  await ann.sees('somebody is listening')
  const original = await photo(browser)
  await drop(page, { name: 'holiday.jpg', mimeType: 'image/jpeg', buffer: original })
  await rowOf(page, 'holiday.jpg').getByText('Goes with your message').waitFor()
  await expectAccessible(page)
  await ann.say('where we were')
  const thumbnail = page.getByRole('button', { name: 'Show holiday.jpg large' }).getByRole('presentation')
  await becomes(page, '[...document.images].some((image) => image.complete && image.naturalWidth === 300)')
  expect(await thumbnail.getAttribute('src')).toContain('size=medium')
  await ann.sees('where we were')

  const { file } = await wanda.sees('file.shared')
  expect(file).toMatchObject({ type: 'image/jpeg', picture: { width: 300, height: 400 } })
  await irc.hears(/holiday\.jpg/u)
  await nc.hears(/holiday\.jpg/u)
  for (const actor of [irc, nc]) {
    const told = actor.heard.map(({ text }) => text).find((text) => text.includes('/files/'))
    const fetched = await fetch(linkIn(told ?? ''))
    expect([fetched.status, fetched.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    expect(sha256(await fetched.bytes())).toBe(file.sha256)
  }
  await ann.say('the end')
  const bodies = await seed.until('{"Text":"the end"}')
  const images = bodies.map((body) => JSON.parse(body)).filter((body) => 'Image' in body)
  expect(images.map(({ Image }) => pngSize(Buffer.from(Image)))).toEqual([{ width: 300, height: 400 }])
  seed.close()

  expect(original.includes(takenAt)).toBe(true)
  const stored = await storedBy(play.here)
  expect(stored.some((path) => path.includes(file.sha256))).toBe(true)
  for (const path of stored) expect((await readFile(path)).includes(takenAt)).toBe(false)
  await page.getByRole('button', { name: 'Show holiday.jpg large' }).click()
  await page.getByRole('dialog', { name: 'Picture: holiday.jpg' }).waitFor()
  await expectAccessible(page)
  expect(ann.complaints).toEqual([])
})

test('[R-WEB-31] a document is a card from which everybody in the room downloads it', async () => {
  await using play = await stage(browser)
  const ann = await play.visitor({ guest: 'ann' })
  const bob = await play.visitor({ guest: 'bob' })
  await shareNotes(ann)
  await expectAccessible(ann.page)
  for (const { page } of [ann, bob]) {
    await card(page).waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), card(page).click()])
    expect(download.suggestedFilename()).toBe('notes.txt')
    expect(await readFile(await download.path())).toEqual(notes.buffer)
  }
  expect([...ann.complaints, ...bob.complaints]).toEqual([])
})

test('[R-WEB-32] a page that is loaded again in the middle of an upload goes on where the server is, and shares it once', async () => {
  await using play = await stage(browser)
  const wanda = await listener(play)
  const nc = await play.here.actor('plain', 'nick')
  const ann = await play.visitor({ guest: 'ann' })
  const bob = await play.visitor({ guest: 'bob' })
  const { page } = ann
  const faster = await slowly(page, 8_000_000)
  await choose(page, largeFile)
  await ann.say('the whole of it')
  await becomes(page, 'document.querySelector("progress")?.value > 8_000_000')
  const offsets: number[] = []
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']))
  })
  await page.reload()
  await faster()
  await card(page, 'large.bin').waitFor()
  await rowOf(page, 'large.bin').waitFor({ state: 'detached' })
  await ann.sees('the whole of it')
  await card(bob.page, 'large.bin').waitFor()
  await nc.hears(/large\.bin/u)
  const { file } = await wanda.sees('file.shared')
  expect(file).toMatchObject({ bytes: 24_000_000, sha256: sha256(await readFile(largeFile)) })
  expect(Math.min(...offsets)).toBeGreaterThan(1_000_000)
  await ann.say('the end')
  await wanda.hears('the end')
  expect(wanda.events.filter(({ name }) => name === 'file.shared')).toHaveLength(1)
  expect(await storedBy(play.here)).toHaveLength(1)
  expect(ann.complaints).toEqual([])
})

test('[R-WEB-33] an upload that is called off is gone from the page, from the server, and for everybody else', async () => {
  await using play = await stage(browser)
  const wanda = await listener(play)
  const ann = await play.visitor({ guest: 'ann' })
  const { page } = ann
  await slowly(page, 4_000_000)
  await choose(page, largeFile)
  await send(page)
  await becomes(page, 'document.querySelector("progress")?.value > 1_000_000')
  expect(await storedBy(play.here)).not.toEqual([])
  await page.getByRole('button', { name: 'Cancel large.bin' }).click()
  await rowOf(page, 'large.bin').waitFor({ state: 'detached' })
  await page
    .getByRole('textbox', { name: /^Message to/u })
    .and(page.locator(':focus'))
    .waitFor()
  await expect.poll(() => storedBy(play.here)).toEqual([])
  await page.reload()
  await ann.say('the end')
  await wanda.hears('the end')
  expect(wanda.events.filter(({ name }) => name === 'file.shared')).toEqual([])
  expect(ann.complaints).toEqual([])
})

test('[R-WEB-34] what is too large or unpacks to too much is refused in words beside it, and nothing is stored', async () => {
  await using play = await stage(browser, { limits: { file_bytes_max: 1_000_000 } })
  const ann = await play.visitor({ guest: 'ann' })
  const { page } = ann
  await choose(page, largeFile)
  await rowOf(page, 'large.bin').getByRole('alert').getByText('That file is too large.').waitFor()
  await choose(page, { name: 'bomb.png', mimeType: 'image/png', buffer: bomb() })
  await send(page)
  await rowOf(page, 'bomb.png').getByRole('alert').getByText('That picture has too many pixels.').waitFor()
  await expectAccessible(page)
  await expect.poll(() => storedBy(play.here)).toEqual([])
  for (const name of ['large.bin', 'bomb.png']) await page.getByRole('button', { name: `Take ${name} away` }).click()
  await page.getByRole('list', { name: 'Files to share' }).waitFor({ state: 'detached' })
  await shareNotes(ann)
})

test('[R-WEB-35] the file of a message that is taken back is unreachable at once, and its bytes are removed', async () => {
  await using play = await stage(browser)
  const nc = await play.here.actor('plain', 'nick')
  const wanda = await listener(play)
  const ann = await play.visitor({ guest: 'ann' })
  const { page } = ann
  await shareNotes(ann)
  const { text } = await nc.hears(/notes\.txt/u)
  const link = linkIn(text)
  expect((await fetch(link)).status).toBe(200)
  const message = page.getByRole('log').getByRole('article').filter({ hasText: 'notes.txt' })
  await message.hover()
  await message.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Take back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
  await wanda.sees('message.erased')
  expect((await fetch(link)).status).toBe(404)
  await page.getByText('This was taken back.').waitFor()
  await card(page).waitFor({ state: 'detached' })
  await expect.poll(() => storedBy(play.here)).toEqual([])
  expect(ann.complaints).toEqual([])
})

test('[R-WEB-36] an address of a file without its signature opens for nobody in another room, and a link has an end', async () => {
  await using here = await world({ clockInHand: true, limits: { file_link_ms: 1_000 } })
  const [ann, bob] = [new WebSocketActor(here.address), new WebSocketActor(here.address)]
  for (const [actor, name] of [
    [ann, 'ann'],
    [bob, 'bob'],
  ] as const) {
    await actor.connect()
    await actor.identify(name)
  }
  const { room } = await ann.request('room.create', { name: 'Secret', kind: 'invite-only' })
  const as = ({ token }: WebSocketActor) => ({ Authorization: `Bearer ${token}` })
  const init = { method: 'POST', headers: as(ann), body: 'a secret' }
  await fetch(`${here.server.url}/rooms/${room.slug}/files?name=plan.txt`, init)
  const { file } = await ann.sees('file.shared')
  const asked = async (path: string, headers = {}) => {
    const answer = await fetch(here.server.url + path, { headers })
    const { error } = answer.ok ? {} : ((await answer.json()) as { error?: { code: string } })
    return [answer.status, error?.code]
  }
  const unsigned = new URL(file.url, here.server.url).pathname
  expect(await asked(unsigned)).toEqual([403, 'link-expired'])
  expect(await asked(unsigned, as(bob))).toEqual([403, 'not-joined'])
  expect(await asked(unsigned, as(ann))).toEqual([200, undefined])
  expect(await asked(file.url)).toEqual([200, undefined])
  here.clock?.advance(2_000)
  expect(await asked(file.url)).toEqual([403, 'link-expired'])
})

test('[R-WEB-37] a file that is sent without a connection waits, outlives a reload, and goes once when there is one', async () => {
  await using play = await stage(browser)
  const nc = await play.here.actor('plain', 'nick')
  const wanda = await listener(play)
  const ann = await play.visitor({ guest: 'ann' })
  const { page, context } = ann
  await becomes(page, 'navigator.serviceWorker.controller !== null')
  await page.evaluate("dispatchEvent(new Event('pagehide'))")
  await context.setOffline(true)
  await page.getByText(/No connection/u).waitFor()
  await choose(page, notes)
  await ann.say('for later')
  await rowOf(page, 'notes.txt').getByText('Waiting for the connection').waitFor()
  await page.reload()
  await rowOf(page, 'notes.txt').getByText('Waiting for the connection').waitFor()
  await context.setOffline(false)
  await page.evaluate("dispatchEvent(new Event('online'))")
  await card(page).waitFor()
  await ann.sees('for later')
  const { text } = await nc.hears(/notes\.txt/u)
  expect(await (await fetch(linkIn(text))).text()).toBe(notes.buffer.toString())
  await ann.say('the end')
  await wanda.hears('the end')
  expect(wanda.events.filter(({ name }) => name === 'file.shared')).toHaveLength(1)
})
