// Stories of rooms: coming in by an address, and what counts as unread.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openBrowser } from './browser.ts'
import { stage } from './stage.ts'

let browser: Browser
beforeAll(async () => void (browser = await openBrowser()))
afterAll(() => browser.close())

test('[R-WEB-48] whoever comes into a room by its address sees who is there, themselves among them', async () => {
  await using play = await stage(browser)
  const irc = await play.here.actor('irc', 'iris')
  const ann = await play.visitor({ guest: 'ann' })
  const { page } = ann
  await page.getByRole('button', { name: 'New room' }).click()
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Tea')
  await page.getByRole('dialog').getByRole('button', { name: 'Create the room' }).click()
  await page.getByRole('heading', { name: 'Tea' }).first().waitFor()
  const bob = await play.visitor({ guest: 'bob', path: '/r/tea' })
  await bob.page.getByRole('button', { name: 'Join' }).click()
  for (const { page: of } of [ann, bob]) {
    for (const name of ['ann', 'bob']) await of.getByTitle(`What to do with ${name}`).waitFor()
    expect(await of.getByTitle('What to do with iris').count()).toBe(0)
  }
  await bob.page.getByTitle('What to do with bob').getByText('you').waitFor()
  await irc.say('the lobby is elsewhere')
  expect([...ann.complaints, ...bob.complaints]).toEqual([])
})

test('[R-WEB-49] what somebody looks at as it comes is not counted as unread, what comes elsewhere is', async () => {
  await using play = await stage(browser)
  const nc = await play.here.actor('plain', 'nick')
  const ann = await play.visitor({ guest: 'ann' })
  const { page } = ann
  const unread = page.getByRole('link', { name: /unread/u })
  for (const text of ['one', 'two', 'three']) {
    await nc.say(text)
    await ann.sees(text)
    // Sooner than the read marker is told to the server again.
    await expect.poll(() => unread.count(), { timeout: 1_000, interval: 20 }).toBe(0)
  }
  await page.goto(`${play.url}/settings`)
  await nc.say('four')
  await page.getByRole('link', { name: /Lobby.*1 unread message/u }).waitFor()
  await page.getByRole('link', { name: /Lobby/u }).click()
  await ann.sees('four')
  await unread.waitFor({ state: 'detached' })
})
