// Who looks away is told of what concerns them: in the title, and by a notification once they have asked for it.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openBrowser } from './browser.ts'
import { becomes, stage } from './stage.ts'

let browser: Browser
beforeAll(async () => void (browser = await openBrowser()))
afterAll(() => browser.close())

const shown = `navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
  .then((all) => all.map(({ title, body, data }) => [title, body, data.path]))`

test('[R-WEB-8] a mention is told to who looks away, once they have asked for it; other messages are not', async () => {
  await using play = await stage(browser)
  const iris = await play.here.actor('irc', 'iris')
  const ann = await play.visitor({ guest: 'ann', permissions: ['notifications'] })
  const bob = await play.visitor({ guest: 'bob' })
  const { page } = ann
  await becomes(page, 'navigator.serviceWorker.controller !== null')
  await page.evaluate('document.hasFocus = () => false') // a browser without a screen has no other window to look at
  await bob.say('@ann before you asked')
  await becomes(page, 'document.title === "(1) hubbub"')
  expect(await page.evaluate(shown)).toEqual([])

  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('combobox', { name: 'Notifications' }).selectOption('mentions')
  await iris.say('nothing for anybody')
  await bob.say('@ann look here')
  await expect.poll(() => page.evaluate(shown)).toEqual([['bob · Lobby', '@ann look here', '/r/lobby/3']])
  await becomes(page, 'document.title === "(2) hubbub"')
  expect(ann.complaints).toEqual([])
})
