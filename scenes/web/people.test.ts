// Stories of several people: talk with replies and reactions, an invite link, moderation, and an operator who claims the server.

import { WebSocketActor } from '@hubbub/server/actors'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openBrowser } from './browser.ts'
import { type Stage, stage, type Visitor } from './stage.ts'

let browser: Browser
beforeAll(async () => void (browser = await openBrowser()))
afterAll(() => browser.close())

/** The message itself is older than those that quote it. */
const message = ({ page }: Visitor, text: string) =>
  page.getByRole('log').getByRole('article').filter({ hasText: text }).first()

async function createRoom({ page }: Visitor, name: string, kind: 'public' | 'invited'): Promise<void> {
  await page.getByRole('button', { name: 'New room' }).click()
  const dialog = page.getByRole('dialog', { name: 'New room' })
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  if (kind === 'invited') await dialog.getByLabel('Only for people who are invited').check()
  await dialog.getByRole('button', { name: 'Create the room' }).click()
  await page.getByRole('heading', { name }).first().waitFor()
}

async function act(visitor: Visitor, text: string, action: string): Promise<void> {
  const entry = message(visitor, text)
  await entry.hover()
  await entry.getByRole('button', { name: 'More actions' }).click()
  await visitor.page.getByRole('menuitem', { name: action }).click()
}

test('[R-WEB-2] two people talk: they see each other typing, reply, react, edit and take back; an IRC client reads along', async () => {
  await using play = await stage(browser)
  const irc = await play.here.actor('irc', 'iris')
  const ann = await play.visitor({ guest: 'ann' })
  const bob = await play.visitor({ guest: 'bob' })
  await ann.say('what about tea?')
  await bob.sees('what about tea?')
  await bob.page.getByRole('textbox', { name: /^Message to/u }).pressSequentially('I')
  await ann.page.getByText('bob is typing').first().waitFor()
  await act(bob, 'what about tea?', 'Reply')
  await bob.say('I would love some')
  await ann.sees('I would love some')
  await act(ann, 'I would love some', 'Reply')
  await ann.page.getByRole('textbox', { name: /^Message to/u }).press('Escape')
  await irc.hears('I would love some')
  await ann.page.getByRole('textbox', { name: /^Message to/u }).press('ArrowUp')
  await ann.say('what about coffee?')
  await bob.sees('what about coffee?')
  await act(ann, 'what about coffee?', 'Take back')
  await ann.page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
  await bob.page.getByRole('log').getByText('what about coffee?').first().waitFor({ state: 'detached' })
  expect([...ann.complaints, ...bob.complaints]).toEqual([])
})

test('[R-WEB-3] an invite link leads a newcomer straight into a room for invited people', async () => {
  await using play = await stage(browser)
  const ann = await play.visitor({ guest: 'ann' })
  await createRoom(ann, 'Garden party', 'invited')
  await ann.say('come in')
  await ann.page.getByRole('button', { name: 'Invite people' }).click()
  await ann.page.getByRole('button', { name: 'Make an invite link' }).click()
  const link = await ann.page.getByLabel('Invite link').inputValue()
  const bob = await play.visitor({ path: new URL(link).pathname })
  await bob.page.getByLabel('Your name').fill('bob')
  await bob.page.getByRole('button', { name: 'Start talking' }).click()
  await bob.page.getByRole('heading', { name: 'Garden party' }).first().waitFor()
  await bob.sees('come in')
  await bob.say('thank you')
  const nc = await play.here.actor('plain', 'nick')
  await ann.page.getByLabel(/^Names/u).fill('nick')
  await ann.page.getByRole('button', { name: 'Invite', exact: true }).click()
  await ann.page.getByText('Invited: nick').waitFor()
  await nc.say('/join Garden party')
  await nc.say('through the hedge')
  await bob.sees('through the hedge')
  await ann.page.keyboard.press('Escape')
  await ann.sees('thank you')
  expect([...ann.complaints, ...bob.complaints]).toEqual([])
})

/** Ann has claimed the server; there is nothing else to be set up. */
async function claimed(play: Stage): Promise<Visitor> {
  const ann = await play.visitor({ path: `/claim/${play.here.server.claim ?? ''}` })
  await ann.page.getByLabel('Your name').fill('ann')
  await ann.page.getByLabel('Password').fill('correct horse')
  await ann.page.getByRole('button', { name: 'Create the account' }).click()
  await ann.page.getByRole('heading', { name: 'Administration' }).waitFor()
  return ann
}

test('[R-WEB-4] a moderator sends somebody out and keeps them out', async () => {
  await using play = await stage(browser)
  const ann = await claimed(play)
  const irc = await play.here.actor('irc', 'iris')
  const bob = await play.visitor({ guest: 'bob' })
  await createRoom(ann, 'Quiet', 'public')
  await bob.page.goto(`${play.url}/r/quiet`)
  await bob.page.getByRole('button', { name: 'Join' }).click()
  await bob.say('LOUD')
  await ann.sees('LOUD')
  await ann.page.getByTitle('What to do with bob').click()
  await ann.page.getByRole('menuitem', { name: 'Send out and keep out' }).click()
  await ann.page.getByRole('dialog').getByRole('button', { name: 'Send out and keep out' }).click()
  await bob.page.getByText('You are not in this room.').waitFor()
  await bob.page.getByRole('button', { name: 'Join' }).click()
  await bob.page.getByText('You are banned there.').waitFor()
  await irc.say('and the lobby goes on')
  expect(ann.complaints).toEqual([])
})

test('[R-WEB-5] the holder of the claim link is the operator, looks at everything stored, deletes a message, and a person with all theirs, asked twice', async () => {
  await using play = await stage(browser)
  const nc = await play.here.actor('plain', 'nick')
  const bob = await play.visitor({ guest: 'bob' })
  for (const text of ['one', 'two']) await bob.say(text)
  await bob.sees('two')
  await nc.say('three')
  const ann = await claimed(play)
  const { page } = ann
  await page
    .getByRole('row')
    .filter({ hasText: 'three' })
    .getByRole('button', { name: /Delete this message/u })
    .click()
  await page.getByRole('row').filter({ hasText: 'taken back' }).waitFor()
  await bob.page.getByRole('log').getByText('three').waitFor({ state: 'detached' })
  await page.getByRole('tab', { name: 'People' }).click()
  await page.getByRole('button', { name: 'bob', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete the person' }).click()
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByLabel(/Type the name once more/u).fill('bob')
  await page.getByRole('button', { name: 'Delete for ever' }).click()
  await page.getByText('Deleted, with 2 messages.').waitFor()
  await bob.page.getByText(/You are not connected any more/u).waitFor()
  await page.getByRole('tab', { name: 'What was done' }).click()
  await page.getByText('server.forget').waitFor()
  expect(ann.complaints).toEqual([])
  const eve = new WebSocketActor(play.here.address)
  await eve.connect()
  await eve.identify('eve')
  await eve.request('person.register', { password: 'another horse' })
  const claim = play.here.server.claim ?? ''
  await expect(eve.request('server.claim', { claim })).rejects.toMatchObject({ code: 'link-expired' })
})
