// The first visit: a name, and one is in; with the other wires in the same room.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'

import { openBrowser } from './browser.ts'
import { expectAccessible, stage } from './stage.ts'

let browser: Browser
beforeAll(async () => void (browser = await openBrowser()))
afterAll(() => browser.close())

test('[R-WEB-1] somebody picks a name and talks with an IRC client and with nc in the lobby', async () => {
  await using play = await stage(browser)
  const irc = await play.here.actor('irc', 'iris')
  const nc = await play.here.actor('plain', 'nick')
  const ann = await play.visitor()
  await ann.page.getByLabel('Your name').waitFor()
  await expectAccessible(ann.page)
  await ann.page.getByLabel('Your name').fill('ann')
  await ann.page.getByRole('button', { name: 'Start talking' }).click()
  const bob = await play.visitor({ guest: 'bob' })
  await ann.say('hello from a browser')
  await bob.sees('hello from a browser')
  await irc.hears('hello from a browser')
  await nc.hears('hello from a browser')
  await irc.say('hello from IRC')
  await ann.sees('hello from IRC')
  await nc.say('hello from nc')
  for (const { sees } of [ann, bob]) await sees('hello from nc')
  await expectAccessible(ann.page)
  expect([...ann.complaints, ...bob.complaints]).toEqual([])
})
