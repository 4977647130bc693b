// Stories of bad connections: a queue while offline, back after sleep, and the client that opens without a server.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openBrowser } from './browser.ts'
import { becomes, stage } from './stage.ts'

let browser: Browser
beforeAll(async () => void (browser = await openBrowser()))
afterAll(() => browser.close())

test('[R-WEB-6] what is said offline waits, outlives a reload, and is delivered exactly once; the client opens offline with what it knew', async () => {
  await using play = await stage(browser)
  const nc = await play.here.actor('plain', 'nick')
  const ann = await play.visitor({ guest: 'ann' })
  const bob = await play.visitor({ guest: 'bob' })
  await ann.say('before')
  await nc.hears('before')
  await nc.say('just before') // when that has come, the answer to what was said has come as well
  await ann.sees('just before')
  await becomes(ann.page, 'navigator.serviceWorker.controller !== null')
  await ann.page.evaluate("dispatchEvent(new Event('pagehide'))")
  await ann.context.setOffline(true)
  await play.here.server.close()
  await ann.page.getByText(/No connection/u).waitFor()
  await ann.say('while offline')
  await ann.sees('while offline')
  await ann.page.reload()
  await ann.sees('before')
  await ann.sees('while offline')
  await play.here.restart()
  const again = await play.here.actor('plain', 'nora')
  await ann.context.setOffline(false)
  await ann.page.evaluate("dispatchEvent(new Event('online'))")
  await again.hears('while offline')
  await again.say('and after')
  await ann.sees('and after')
  await bob.sees('and after')
  const seen = bob.page.getByRole('log').getByText('while offline', { exact: true })
  await expect.poll(() => seen.count()).toBe(1)
  expect(again.heard.filter(({ text }) => text.includes('while offline'))).toHaveLength(1)
  await expect.poll(() => ann.page.getByRole('log').getByText('while offline', { exact: true }).count()).toBe(1)
})

test('[R-WEB-7] back after sleep: exactly what was missed is there, and the unread count is right and goes away', async () => {
  await using play = await stage(browser)
  const nc = await play.here.actor('plain', 'nick')
  const ann = await play.visitor({ guest: 'ann' })
  const bob = await play.visitor({ guest: 'bob' })
  await ann.say('good night')
  await nc.hears('good night')
  await ann.page.goto(`${play.url}/settings`)
  await ann.page.getByRole('heading', { name: 'Settings' }).waitFor()
  await ann.context.setOffline(true)
  await nc.say('missed 1')
  await bob.sees('missed 1')
  await bob.say('missed 2')
  await nc.hears('missed 2')
  await nc.say('missed 3')
  await bob.sees('missed 3')
  await ann.context.setOffline(false)
  await ann.page.evaluate("dispatchEvent(new Event('online'))")
  await ann.page.getByRole('link', { name: /Lobby.*3 unread messages/u }).waitFor()
  await ann.page.getByRole('link', { name: /Lobby/u }).click()
  for (const text of ['missed 1', 'missed 2', 'missed 3']) await ann.sees(text)
  await ann.page.getByRole('link', { name: /Lobby.*unread/u }).waitFor({ state: 'detached' })
  expect(
    await ann.page
      .getByRole('log')
      .getByText(/^missed \d$/u)
      .count(),
  ).toBe(3)
})
