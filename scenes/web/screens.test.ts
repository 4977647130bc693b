// Every screen is looked at: nobody is kept out by it (axe), in light and dark, on a phone, in each language; pictures are taken.

import { WebSocketActor } from '@hubbub/server/actors'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openBrowser } from './browser.ts'
import { becomes, expectAccessible, type Stage, stage, type Visitor } from './stage.ts'

/** Not kept in the repository, but for those that the README shows, when they are asked for. */
const pictures = join(import.meta.dirname, '..', '..', process.env['HUBBUB_PICTURES'] ?? 'scenes/web/screens')

let browser: Browser
let play: Stage
/** Somebody on another wire, who is everywhere. */
let mara: WebSocketActor
beforeAll(async () => {
  await mkdir(pictures, { recursive: true })
  browser = await openBrowser()
  play = await stage(browser)
  await furnish()
})
afterAll(async () => {
  await play[Symbol.asyncDispose]()
  await browser.close()
})

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`) })
}

/** A lobby in which something is going on, on several wires. */
async function furnish(): Promise<void> {
  const irc = await play.here.actor('irc', 'iris')
  const nc = await play.here.actor('plain', 'nick')
  mara = new WebSocketActor(play.here.address)
  await mara.connect()
  await mara.identify('mara')
  const say = (body: string, more: { reply?: number } = {}) =>
    mara.request('message.send', { room: 'lobby', body, ...more })
  await mara.request('room.create', { name: 'Garden' })
  await mara.request('room.create', { name: 'Release 1.0' })
  await say('Morning! The server came up with **one command**, and everybody is in already.')
  await irc.say('hello from irssi, same room, same history')
  await nc.say('and I am here with nothing but nc')
  const { seq } = await say(
    'Here is how to join from a terminal:\n\n```sh\nnpm run hubbub -- chat localhost 11111\n```\nor any IRC client you like.',
  )
  await irc.say('nice. who takes the notes today?')
  await say('I do, they are at `/r/garden/1` afterwards', { reply: seq })
  await mara.request('message.react', { room: 'lobby', seq, text: '👍' })
  await say('שלום לכולם, גם מימין לשמאל')
  await mara.share?.({ name: 'sunset.png', bytes: await sunset() })
}

/** A picture with something to see. */
async function sunset(): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 960, height: 480 } })
  await page.setContent(`<style>body { margin: 0 }</style><svg xmlns="http://www.w3.org/2000/svg" width="960" height="480">
    <linearGradient id="sky" x2="0" y2="1"><stop stop-color="#26335e"/><stop offset=".55" stop-color="#d0653f"/><stop offset="1" stop-color="#f6c667"/></linearGradient>
    <rect width="960" height="480" fill="url(#sky)"/><circle cx="480" cy="330" r="70" fill="#fff1c9"/>
    <path d="M0 360 Q240 300 480 370 T960 350 V480 H0z" fill="#3a2430"/><path d="M0 410 Q260 370 520 420 T960 400 V480 H0z" fill="#1d1420"/></svg>`)
  const picture = await page.screenshot()
  await page.close()
  return picture
}

/** Somebody is in a few rooms, and something has happened there. */
async function moveIn({ page, say }: Visitor, name: string): Promise<void> {
  for (const room of ['Garden', 'Release 1.0']) {
    await say(`/join ${room}`)
    await page.getByRole('heading', { name: room, level: 1 }).waitFor()
  }
  await page.getByRole('link', { name: /Lobby/u }).click()
  await page.getByRole('heading', { name: 'Lobby', level: 1 }).waitFor()
  await mara.request('message.send', { room: 'garden', body: `@${name} the tomatoes are ripe` })
  await mara.request('message.send', { to: name, body: 'shall we look at the release together?' })
  await page.getByRole('link', { name: /Garden.*mention/u }).waitFor()
  await page.getByRole('link', { name: /mara.*unread/u }).waitFor()
}

async function settled({ page, sees }: Visitor): Promise<void> {
  await sees('hello from irssi, same room, same history')
  await page
    .getByRole('button', { name: /sunset/u })
    .first()
    .waitFor()
  await becomes(page, '[...document.images].every((image) => image.complete)')
}

describe('screens', () => {
  test('[R-WEB-11] the first screen, light and dark, on a desk and on a phone', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, context, complaints } = await play.visitor({ colorScheme })
      await page.getByLabel('Your name').waitFor()
      await expectAccessible(page)
      await take(page, `welcome-${colorScheme}`)
      for (const tab of ['Sign in', 'New account']) {
        await page.getByRole('tab', { name: tab }).click()
        await expectAccessible(page)
      }
      expect(complaints).toEqual([])
      await context.close()
    }
  })

  test.each(['light', 'dark'] as const)('[R-WEB-11] a room, %s', async (colorScheme) => {
    const ann = await play.visitor({
      guest: `ann ${colorScheme}`,
      colorScheme,
      viewport: { width: 1_280, height: 860 },
    })
    await moveIn(ann, `ann ${colorScheme}`)
    await settled(ann)
    await expectAccessible(ann.page)
    await take(ann.page, `room-${colorScheme}`)
    expect(ann.complaints).toEqual([])
  })

  test('[R-WEB-11] on a phone: the rooms, a room, its people', async () => {
    const ann = await play.visitor({
      guest: 'ann phone',
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    const { page } = ann
    await expectAccessible(page)
    await take(page, 'phone-rooms')
    await page.getByRole('link', { name: /Lobby/u }).click()
    await settled(ann)
    await expectAccessible(page)
    await take(page, 'phone-room')
    await page.getByRole('button', { name: 'People' }).click()
    await page.getByTitle('What to do with iris').waitFor()
    await expectAccessible(page)
    await take(page, 'phone-people')
    expect(ann.complaints).toEqual([])
  })

  test('[R-WEB-11] the dialogs and pages', async () => {
    const ann = await play.visitor({ path: `/claim/${play.here.server.claim ?? ''}` })
    const { page } = ann
    await page.getByLabel('Your name').fill('ann admin')
    await page.getByLabel('Password').fill('correct horse')
    await page.getByRole('button', { name: 'Create the account' }).click()
    await page.getByRole('heading', { name: 'Administration' }).waitFor()
    await page.getByRole('row').nth(3).waitFor()
    await expectAccessible(page)
    await take(page, 'admin-messages')
    for (const tab of ['People', 'What was done', 'Kept off', 'Announce']) {
      await page.getByRole('tab', { name: tab }).click()
      await expectAccessible(page)
    }
    await page.goto(`${play.url}/settings`)
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await expectAccessible(page)
    await take(page, 'settings')
    await page.goto(`${play.url}/search`)
    await page.getByRole('searchbox').fill('irssi')
    await page.keyboard.press('Enter')
    await page
      .getByText(/same history/u)
      .first()
      .waitFor()
    await expectAccessible(page)
    await take(page, 'search')
    await page.goto(`${play.url}/r/lobby`)
    await settled(ann)
    for (const button of ['New room', 'All rooms', 'More about this room', 'What to do with iris']) {
      await page.getByTitle(button).click()
      await page.locator('dialog[open], [role=menu]').first().waitFor()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
    }
    expect(ann.complaints).toEqual([])
  })

  test.each([
    ['es', 'Empezar a hablar', 'Salas'],
    ['fr', 'Commencer à discuter', 'Salons'],
    ['cs', 'Začít si povídat', 'Místnosti'],
  ] as const)('[R-WEB-10] in %s from the first screen on', async (locale, button, rooms) => {
    const { page } = await play.visitor({ locale })
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('navigation', { name: rooms }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe(locale)
    await expectAccessible(page)
  })
})
