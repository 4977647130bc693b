// A whole story without a mouse: what can be clicked can be reached with keys, and the focus is never lost.

import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openBrowser } from './browser.ts'
import { stage, type Visitor } from './stage.ts'

let browser: Browser
beforeAll(async () => void (browser = await openBrowser()))
afterAll(() => browser.close())

/** Waits until somebody is at this place, and sees that they are. */
async function isAt(place: Locator): Promise<void> {
  await place.and(place.page().locator(':focus')).waitFor()
}

const stepsMost = 60

/** Goes on with Tab, or back, until the place is reached. */
async function tabTo(place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const page = place.page()
  await place.first().waitFor()
  for (let step = 0; step < stepsMost; step++) {
    await page.keyboard.press(key)
    if ((await place.and(page.locator(':focus')).count()) > 0) return
  }
  throw new Error(`nothing leads to ${String(place)}`)
}

/** In a menu that is open arrows lead to a row, and Enter takes it. */
async function pick(page: Page, name: string): Promise<void> {
  const row = page.getByRole('menuitem', { name, exact: true })
  await page.getByRole('menu').locator(':focus').waitFor()
  for (let step = 0; step < stepsMost && (await row.and(page.locator(':focus')).count()) === 0; step++) {
    await page.keyboard.press('ArrowDown')
  }
  await isAt(row)
  await page.keyboard.press('Enter')
}

const field = (page: Page) => page.getByRole('textbox', { name: /^Message to/u })
const message = (page: Page, text: string) =>
  page.getByRole('log').getByRole('article').filter({ hasText: text }).last()

async function write({ page, sees }: Visitor, text: string): Promise<void> {
  await isAt(field(page))
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
  await sees(text)
}

/** From the field up to the newest message, and from there to another with arrows. */
async function goTo(page: Page, text: string): Promise<void> {
  await tabTo(page.getByRole('log').getByRole('article'), 'Shift+Tab')
  const wanted = message(page, text)
  for (let step = 0; step < stepsMost && (await wanted.and(page.locator(':focus')).count()) === 0; step++) {
    await page.keyboard.press('ArrowUp')
  }
  await isAt(wanted)
}

test('[R-WEB-40] somebody without a mouse comes in, makes a room, writes, answers, reacts and edits', async () => {
  await using play = await stage(browser)
  const ann = await play.visitor()
  const { page } = ann
  await isAt(page.getByLabel('Your name'))
  await page.keyboard.type('ann')
  await page.keyboard.press('Enter')
  await write(ann, 'is there anybody?')

  const newRoom = page.getByRole('button', { name: 'New room' })
  await tabTo(newRoom, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await isAt(page.getByRole('dialog').getByLabel('Name', { exact: true }))
  await page.keyboard.press('Escape')
  await isAt(newRoom)
  await page.keyboard.press('Enter')
  await isAt(page.getByRole('dialog').getByLabel('Name', { exact: true }))
  await page.keyboard.type('Tea')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Tea' }).first().waitFor()
  for (const text of ['one', 'two', 'three']) await write(ann, text)

  await goTo(page, 'two')
  await page.keyboard.press('Enter')
  await pick(page, 'Reply')
  await write(ann, 'an answer to two')
  await message(page, 'an answer to two').getByTitle('In reply to ann').waitFor()

  await goTo(page, 'one')
  await page.keyboard.press('Enter')
  await pick(page, 'Add a reaction')
  await isAt(page.getByRole('searchbox', { name: 'Search emoji' }))
  await page.keyboard.press('Escape')
  await isAt(message(page, 'one'))
  await page.keyboard.press('Enter')
  await pick(page, 'Add a reaction')
  await isAt(page.getByRole('searchbox', { name: 'Search emoji' }))
  await page.keyboard.type('tada')
  await page.keyboard.press('Enter')
  await isAt(message(page, 'one'))
  const reaction = message(page, 'one').getByRole('button', { name: '🎉, 1: ann' })
  await tabTo(reaction)
  await page.keyboard.press('Enter')
  await reaction.waitFor({ state: 'detached' })
  await expect.poll(() => page.locator(':focus').count()).toBe(1)

  await tabTo(field(page))
  await page.keyboard.press('ArrowUp')
  await page.getByText('You are changing your message').waitFor()
  await page.keyboard.press('Escape')
  await isAt(field(page))
  await page.keyboard.press('ArrowUp')
  await isAt(field(page))
  await page.keyboard.type(', or rather to one')
  await page.keyboard.press('Enter')
  await ann.sees('an answer to two, or rather to one')
  await goTo(page, 'an answer to two, or rather to one')
  expect(ann.complaints).toEqual([])
})

test('[R-WEB-41] they search, look at people, write to somebody, and get out of every dialog with Escape', async () => {
  await using play = await stage(browser)
  const irc = await play.here.actor('irc', 'iris')
  await irc.say('where is the needle?')
  const ann = await play.visitor({ guest: 'ann' })
  const { page } = ann
  await ann.sees('where is the needle?')
  await page.keyboard.press('Control+k')
  await isAt(page.getByRole('searchbox', { name: 'What to look for' }))
  await page.keyboard.type('needle')
  await page.keyboard.press('Enter')
  await tabTo(page.getByRole('list', { name: 'Found messages' }).getByRole('link'))
  await page.keyboard.press('Enter')
  await isAt(message(page, 'where is the needle?'))

  await page.keyboard.press('Enter')
  await pick(page, 'Copy the link')
  await isAt(message(page, 'where is the needle?').getByRole('button', { name: 'More actions' }))
  await page.keyboard.press('Escape')
  await isAt(message(page, 'where is the needle?'))

  const people = page.getByRole('button', { name: 'People', exact: true })
  await tabTo(people, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: 'People' }).waitFor({ state: 'detached' })
  await isAt(people)
  await page.keyboard.press('Enter')
  const iris = page.getByTitle('What to do with iris')
  await tabTo(iris)
  await page.keyboard.press('Enter')
  await page.getByRole('menu').locator(':focus').waitFor()
  await page.keyboard.press('Escape')
  await isAt(iris)
  await page.keyboard.press('Enter')
  await pick(page, 'About them')
  await page.getByRole('dialog', { name: 'iris' }).locator(':focus').waitFor()
  await page.keyboard.press('Escape')
  await isAt(iris)
  await page.keyboard.press('Enter')
  await pick(page, 'Write to them')
  await page.getByRole('heading', { name: 'iris' }).first().waitFor()
  await write(ann, 'only for you')
  await irc.hears('only for you')

  await goTo(page, 'only for you')
  await page.keyboard.press('Enter')
  await pick(page, 'Take back')
  await page.getByRole('dialog', { name: 'Take back' }).locator(':focus').waitFor()
  await page.keyboard.press('Escape')
  await isAt(message(page, 'only for you'))
  await page.keyboard.press('Enter')
  await pick(page, 'Take back')
  await tabTo(page.getByRole('dialog').getByRole('button', { name: 'Take back' }))
  await page.keyboard.press('Enter')
  await isAt(message(page, 'This was taken back.'))

  await tabTo(page.getByRole('button', { name: 'More about this room' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('menu').locator(':focus').waitFor()
  await page.keyboard.press('Escape')
  await isAt(page.getByRole('button', { name: 'More about this room' }))
  expect(ann.complaints).toEqual([])
})

test('[R-WEB-42] closing a dialog with its buttons leads back to where it was opened from', async () => {
  await using play = await stage(browser)
  const ann = await play.visitor({ guest: 'ann' })
  const { page } = ann
  for (const [opens, closes] of [
    ['New room', 'Cancel'],
    ['New room', 'Close'],
    ['All rooms', 'Close'],
  ] as const) {
    const opener = page.getByRole('button', { name: opens })
    await tabTo(opener)
    await page.keyboard.press('Enter')
    await tabTo(page.getByRole('dialog').getByRole('button', { name: closes }))
    await page.keyboard.press('Enter')
    await isAt(opener)
  }
  await tabTo(page.getByRole('complementary', { name: 'People' }).getByRole('button', { name: 'Close' }))
  await page.keyboard.press('Enter')
  await isAt(page.getByRole('button', { name: 'People', exact: true }))

  await tabTo(field(page))
  await write(ann, 'a question')
  await goTo(page, 'a question')
  await page.keyboard.press('Enter')
  await pick(page, 'Reply')
  await isAt(field(page))
  await tabTo(page.getByRole('button', { name: 'Do not answer' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await isAt(field(page))
  await page.keyboard.type('/help')
  await page.keyboard.press('Enter')
  await tabTo(page.getByRole('region', { name: 'Answer' }).getByRole('button', { name: 'Close' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await isAt(field(page))
  expect(ann.complaints).toEqual([])
})

test('[R-WEB-42] whoever is at a person who is sent out is at the list of people', async () => {
  await using play = await stage(browser)
  const ann = await play.visitor({ guest: 'ann' })
  const bob = await play.visitor({ guest: 'bob' })
  const { page } = ann
  await tabTo(page.getByRole('button', { name: 'New room' }))
  await page.keyboard.press('Enter')
  await isAt(page.getByRole('dialog').getByLabel('Name', { exact: true }))
  await page.keyboard.type('Tea')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Tea' }).first().waitFor()
  await bob.page.goto(`${play.url}/r/tea`)
  await bob.page.getByRole('button', { name: 'Join' }).click()
  await tabTo(page.getByTitle('What to do with bob'))
  await page.keyboard.press('Enter')
  await pick(page, 'Send out of the room')
  await tabTo(page.getByRole('dialog').getByRole('button', { name: 'Send out of the room' }))
  await page.keyboard.press('Enter')
  await page.getByTitle('What to do with bob').waitFor({ state: 'detached' })
  await isAt(page.getByRole('complementary', { name: 'People' }).getByRole('button', { name: 'Close' }))
  expect(ann.complaints).toEqual([])
})
