// Stories of finding what was said: by words and filters, and the way from there to its place in a long room and back.

import { WebSocketActor } from '@hubbub/server/actors'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openBrowser } from './browser.ts'
import { becomes, expectAccessible, type Stage, stage, type Visitor } from './stage.ts'

let browser: Browser
let play: Stage
let mara: WebSocketActor
beforeAll(async () => {
  browser = await openBrowser()
  play = await stage(browser, { floodLimits: false })
  mara = new WebSocketActor(play.here.address)
  await mara.connect()
  await mara.identify('mara')
})
afterAll(async () => {
  await play[Symbol.asyncDispose]()
  await browser.close()
})

const results = (page: Page) => page.getByRole('list', { name: 'Found messages' }).getByRole('listitem')
const box = (page: Page) => page.getByRole('searchbox', { name: 'What to look for' })

/** Types what is looked for, and waits until exactly these are found, the newest first. */
async function finds({ page }: Visitor, typed: string, found: readonly string[]): Promise<void> {
  await box(page).fill(typed)
  await box(page).press('Enter')
  await isFound(page, found)
}

async function isFound(page: Page, found: readonly string[]): Promise<void> {
  const bodies = results(page).locator('.result-body')
  await expect.poll(async () => (await bodies.allTextContents()).map((text) => text.trim())).toEqual(found)
}

/** `2026-11-21`, so many days after the one of a moment. */
function dayOf(at: number, later = 0): string {
  return new Date(at + later * 86_400_000).toISOString().slice(0, 10)
}

test('[R-WEB-38] what was said is found by words in any language and by filters, typed or chosen', async () => {
  const iris = await play.here.actor('irc', 'iris')
  const { room } = await mara.request('room.create', { name: 'Garden' })
  const { at } = await mara.request('message.send', { room: 'lobby', body: 'the roses are red' })
  await iris.say('roses again?')
  await mara.hears('roses again?')
  const bob = await play.visitor({ guest: 'bob', path: `/r/${room.slug}` })
  await bob.page.getByRole('button', { name: 'Join' }).click()
  await bob.say('roses by the wall')
  await bob.sees('roses by the wall')
  await mara.request('message.send', { room: 'lobby', body: '明天下午三点在花园喝茶，大家都来' })
  const told = new URLSearchParams({ name: 'list.txt', body: 'all our roses' })
  const headers = { Authorization: `Bearer ${mara.token}` }
  await fetch(`${play.url}/rooms/lobby/files?${told.toString()}`, { method: 'POST', headers, body: 'red, white' })
  const ann = await play.visitor({ guest: 'ann', timezoneId: 'UTC', path: `/r/${room.slug}` })
  const { page } = ann
  await page.getByRole('button', { name: 'Join' }).click()
  await ann.sees('roses by the wall')
  await page.keyboard.press('Control+k')
  await box(page).and(page.locator(':focus')).waitFor()

  const [lobby, again, wall, file] = ['the roses are red', 'roses again?', 'roses by the wall', 'all our roses']
  await finds(ann, 'roses', [file, wall, again, lobby])
  expect(await results(page).locator('mark').allTextContents()).toEqual(['roses', 'roses', 'roses', 'roses'])
  await expectAccessible(page)
  await finds(ann, 'roses in:garden', [wall])
  await finds(ann, 'from:iris roses', [again])
  await finds(ann, 'roses has:file', [file])
  await finds(ann, `roses from:mara in:lobby before:${dayOf(at, 1)}`, [file, lobby])
  await finds(ann, `roses before:${dayOf(at)}`, [])
  await page.getByText('Nothing was found.').waitFor()
  await finds(ann, `roses after:${dayOf(at, -1)} in:lobby`, [file, again, lobby])
  await finds(ann, '喝茶', ['明天下午三点在花园喝茶，大家都来'])
  expect(await results(page).locator('mark').allTextContents()).toEqual(['喝茶'])

  await finds(ann, 'roses', [file, wall, again, lobby])
  await page.getByLabel('In', { exact: true }).selectOption('Garden')
  await isFound(page, [wall])
  await page.getByLabel('In', { exact: true }).selectOption('Lobby')
  await page.getByLabel('From', { exact: true }).fill('mara')
  await page.getByLabel('From', { exact: true }).press('Enter')
  await isFound(page, [file, lobby])
  await page.getByLabel('With a file').check()
  await isFound(page, [file])
  await page.getByLabel('Before').fill(dayOf(at))
  await isFound(page, [])
  expect(await box(page).inputValue()).toBe(`in:lobby from:mara before:${dayOf(at)} has:file roses`)
  await page.goBack()
  await isFound(page, [file])
  expect(ann.complaints).toEqual([])
})

/** Five hundred messages in a room of their own. */
async function longRoom(): Promise<string> {
  const { room } = await mara.request('room.create', { name: 'Long talk' })
  const bodies = Array.from({ length: 500 }, (_, i) => (i === 249 ? 'line 250, the needle' : `line ${i + 1}`))
  while (bodies.length > 0) {
    await Promise.all(bodies.splice(0, 100).map((body) => mara.request('message.send', { room: room.slug, body })))
  }
  return room.slug
}

const inSight = `(() => {
  const list = document.querySelector('[role=log]').getBoundingClientRect()
  const rows = [...document.querySelectorAll('article[data-seq]')].map((row) => [Number(row.dataset.seq), row.getBoundingClientRect()])
  return rows.filter(([, { top, bottom }]) => bottom > list.top && top < list.bottom).map(([seq]) => seq)
})()`

/** Turns the wheel, each time by less than the list is high, until a text is in sight; nothing is missing between those that are. */
async function scrollTo(page: Page, text: string, by: number): Promise<void> {
  await page.getByRole('log').hover()
  const line = page.getByRole('log').getByText(text, { exact: true })
  const seen = async (): Promise<boolean> => {
    await page.mouse.wheel(0, by)
    const seqs = await page.evaluate<number[]>(inSight)
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index))
    return line.isVisible()
  }
  await expect.poll(seen, { interval: 20, timeout: 30_000 }).toBe(true)
}

/** The message is marked, has the focus, and stands within the list. */
async function expectPlace(page: Page, text: string): Promise<void> {
  const message = page.getByRole('log').getByRole('article').filter({ hasText: text })
  await message.and(page.locator('[data-marked]')).waitFor()
  await message.and(page.locator(':focus')).waitFor()
  await becomes(
    page,
    `(() => {
      const [list, row] = [document.querySelector('[role=log]'), document.activeElement].map((one) => one.getBoundingClientRect())
      return row.top >= list.top && row.bottom <= list.bottom
    })()`,
  )
}

test('[R-WEB-39] a result leads to its place in a long room; from there one scrolls both ways, and goes back to the newest', async () => {
  const slug = await longRoom()
  const ann = await play.visitor({ guest: 'anna', path: `/r/${slug}` })
  const { page } = ann
  await page.getByRole('button', { name: 'Join' }).click()
  await ann.sees('line 500')
  await page.keyboard.press('Control+k')
  await finds(ann, 'needle', ['line 250, the needle'])
  await results(page).getByRole('link').click()
  await expectPlace(page, 'line 250, the needle')
  expect(new URL(page.url()).pathname).toMatch(new RegExp(`^/r/${slug}/\\d+$`, 'u'))
  const permalink = page.url()
  await expectAccessible(page)
  await scrollTo(page, 'line 3', -2_500)
  await scrollTo(page, 'line 498', 2_500)
  await scrollTo(page, 'line 300', -400)
  await page.getByRole('button', { name: 'Jump to the latest' }).click()
  await ann.sees('line 500')
  await page.getByRole('button', { name: 'Jump to the latest' }).waitFor({ state: 'detached' })
  await page.getByRole('article').filter({ hasText: 'line 500' }).and(page.locator(':focus')).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/r/${slug}`)
  await ann.say('line 501')
  await ann.sees('line 501')

  const again = await ann.context.newPage()
  again.setDefaultTimeout(8_000)
  await again.goto(permalink)
  await expectPlace(again, 'line 250, the needle')
  await scrollTo(again, 'line 210', -400)
  expect(ann.complaints).toEqual([])
})
