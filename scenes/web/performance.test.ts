// A room with 100,000 messages in a real browser: opened, scrolled, jumped in. What is right is asserted; what it costs is printed.

import { WebSocketActor } from '@hubbub/server/actors'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page, Response } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'

import { openBrowser } from './browser.ts'
import { bodyOf, fillLobby } from './long-room.ts'
import { type Stage, stage } from './stage.ts'
import { addWitness, drawn, holdAsking, letAsk, type Seen, takeSeen } from './witness.ts'

const count = 100_000
const missed = 150
const burst = 200
const wheels = 500
const wheel_px = 600
const pages = 3

let browser: Browser
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hubbub-long-'))
  ;[browser] = await Promise.all([openBrowser(), fillLobby(dir, count)])
})
afterAll(async () => {
  await browser.close()
  await rm(dir, { recursive: true, force: true })
})

const costs: Record<string, string | number>[] = []

test('[R-WEBTL-10] [R-WEBTL-19] [R-WEBTL-20] a room with 100,000 messages opens at what is new, scrolls, jumps, and follows what is said', async () => {
  await using play = await stage(browser, { data: dir })
  const scripts: Script[] = []
  const page = await comeAndGo(play, scripts)
  await sayMany(play, { from: count + 1, many: missed })

  await page.goto(play.url)
  await row(page, count + 1).waitFor()
  await page.getByText('New', { exact: true }).waitFor()
  await phase(page, `come back to ${missed} missed messages`)

  await scrollUp(page)
  const { seqs } = await phase(page, `scroll up by ${wheels} × ${wheel_px} px`)
  expect(seqs[0]).toBeLessThan(count - 2_000)

  for (let i = 0; i < pages; i++) await readOlder(page)

  await page.goto(`${play.url}/r/lobby/1`)
  await row(page, 1).waitFor()
  await page.getByText('The conversation begins here.').waitFor()
  await phase(page, 'open the first message by its permalink')

  await page.getByRole('button', { name: /new messages/u }).click()
  await row(page, count + missed).waitFor()
  await phase(page, 'jump to the latest')

  await sayMany(play, { from: count + missed + 1, many: burst })
  await row(page, count + missed + burst).waitFor()
  await phase(page, `hear ${burst} messages at once`)

  console.table(costs)
  console.table(scripts)
  console.log(
    `load of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  )
})

/** Ann is here for the first time and reads what there is; what she is back on is a page that has not begun yet. */
async function comeAndGo(play: Stage, scripts: Script[]): Promise<Page> {
  const { page, context } = await play.visitor()
  await addWitness(context)
  const weighed: Promise<Script>[] = []
  page.on('response', (response) => isScript(response) && weighed.push(weigh(response)))
  await page.reload()
  await page.getByLabel('Your name').fill('ann')
  await page.getByRole('button', { name: 'Start talking' }).click()
  await row(page, count).waitFor()
  await phase(page, 'come for the first time')
  scripts.push(...(await Promise.all(weighed)))
  await page.getByRole('link', { name: /unread/u }).waitFor({ state: 'detached' })
  const next = await context.newPage()
  await page.close()
  return next
}

function row(page: Page, seq: number) {
  return page.getByRole('log').locator(`article[data-seq="${seq}"]`)
}

/** Somebody new each time: nobody may say more at once. */
async function sayMany({ here }: Stage, { from, many }: { from: number; many: number }): Promise<void> {
  const actor = new WebSocketActor(here.address)
  await actor.connect()
  await actor.identify(`z${from}`)
  const say = (n: number) => actor.request('message.send', { room: 'lobby', body: bodyOf(n) })
  await Promise.all(Array.from({ length: many }, (_, i) => say(from + i)))
}

async function scrollUp(page: Page): Promise<void> {
  await page.getByRole('log').hover()
  for (let i = 0; i < wheels; i++) await page.mouse.wheel(0, -wheel_px)
}

/** With nobody scrolling, what is in sight stays where it is when older messages come before it. */
async function readOlder(page: Page): Promise<void> {
  const scroller = `document.querySelector('.timeline-scroll')`
  await holdAsking(page)
  // Near enough to the oldest message that is here for those before it to be asked for.
  await page.evaluate(`${scroller}.scrollTop = 400`)
  await expect.poll(() => page.evaluate(`${scroller}.ariaBusy`)).toBe('true')
  // While it moves, nothing in the list can be pointed at.
  const list = `document.querySelector('[data-seq]').closest('[style*="pointer-events: none"]')`
  await expect.poll(() => page.evaluate(list)).toBe(null)
  await drawn(page, 3)
  await takeSeen(page)
  await letAsk(page)
  await expect.poll(() => page.evaluate(`${scroller}.scrollTop`)).toBeGreaterThan(2_000)
  await drawn(page, 5)
  const { frames, up_px, down_px } = await phase(page, 'older messages come')
  expect(frames).toBeGreaterThan(2)
  expect(Math.max(up_px, down_px)).toBeLessThan(2) // places are rounded to pixels
}

/** What it cost since the phase before; each message is the one it says it is, and follows on the one above it. */
async function phase(page: Page, name: string): Promise<Seen> {
  const seen = await takeSeen(page)
  const { first_ms = '', tasks_ms, frames, seqs, astray } = seen
  costs.push({
    phase: name,
    first_ms,
    over_50_ms: tasks_ms.join(' '),
    frames,
    seen: seqs.length,
    heap_MB: await heapMB(page),
  })
  expect(astray).toEqual([])
  const rows = `[...document.querySelectorAll('[role=log] [data-seq]')].map((row) => [row.dataset.seq, row.textContent])`
  const texts = await page.evaluate<[seq: string, text: string][]>(rows)
  expect(texts.filter(([seq, text]) => !text.includes(`No. ${seq}:`))).toEqual([])
  return seen
}

interface Script {
  readonly name: string
  readonly gzipped_bytes: number
}

function isScript(response: Response): boolean {
  return response.request().resourceType() === 'script'
}

async function weigh(response: Response): Promise<Script> {
  const name = new URL(response.url()).pathname.replace('/assets/', '')
  return { name, gzipped_bytes: gzipSync(await response.body(), { level: 9 }).length }
}

async function heapMB(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  await cdp.detach()
  return Math.round((metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1e5) / 10
}
