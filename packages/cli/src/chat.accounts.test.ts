import { world, type World } from '@hubbub/testkit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { chatIn, endAll, hubbub, serverFlag, somebody } from './fixtures.ts'

let here: World
beforeAll(async () => {
  here = await world({ floodLimits: false })
})
afterAll(() => here.close())
afterEach(endAll)

test('[R-CLI-31] [R-CLI-32] one registers, signs in and out, and no password is in what is shown', async () => {
  const ann = await chatIn(here, 'ann')
  ann.type('/register correct horse\n/logout\n')
  await ann.says(/^ann is your account now/mu)
  await ann.says(/^You have signed out\. You are guest\d+ now\.$/mu)
  ann.type('/login ann battery staple\n  /login ann correct horse\n/nick ann\n/whois ann\nhello\n')
  await ann.says(/^You have signed in to the account ann\.\nYou are guest\d+; \/nick ann takes its name\.$/mu)
  await ann.says(/^.*, signed in as ann.*$/mu)
  await ann.says(/: hello$/mu)
  ann.endInput()
  expect(await ann.exit).toBe(1) // one sign-in came to nothing
  expect(ann.stderr).toContain('That is not the name and password of an account.')
  expect(ann.stdout + ann.stderr).not.toMatch(/correct|horse|battery|staple/u)
})

test('[R-CLI-30] [R-CLI-33] what becomes of entries is told in lines, and who is sent out is back in the lobby', async () => {
  const [ben, cleo] = await Promise.all([somebody(here, 'ben'), chatIn(here, 'cleo')])
  await ben.do('room.create', { name: 'Den' })
  cleo.type('/join Den\n')
  await cleo.says(/You are in Den\./u)
  const { seq } = await ben.do('message.send', { room: 'den', body: 'helo' })
  await ben.do('message.edit', { room: 'den', seq, body: 'hello' })
  await ben.do('message.react', { room: 'den', seq, text: '👍' })
  await ben.do('message.send', { room: 'den', body: 'waves', kind: 'action', reply: seq })
  await ben.do('message.erase', { room: 'den', seq })
  await ben.do('room.kick', { room: 'den', person: 'cleo', reason: 'too loud' })
  await cleo.says(/has sent you out of Den: too loud$/mu)
  expect(cleo.stdout.slice(cleo.stdout.indexOf('helo') - 11).replaceAll(/\d\d:\d\d/gu, '12:00')).toBe(
    [
      '12:00 ben: helo',
      '* ben corrects “helo”: hello',
      '* ben reacts with 👍 to “hello”',
      '12:00 * ben (to ben: “hello”) waves',
      '* ben has taken back “hello”',
      '* ben has sent you out of Den: too loud',
      '',
    ].join('\n'),
  )
  cleo.type('in the lobby\n')
  await cleo.says(/^\d\d:\d\d cleo: in the lobby$/mu)
  cleo.endInput()
  expect(await cleo.exit).toBe(0)
  await ben.leave()
})

test('[R-CLI-30] tail tells what becomes of entries, and as JSON shows entries alone', async () => {
  const ben = await somebody(here, 'bernd')
  const { slug: room } = (await ben.do('room.create', { name: 'News' })).room
  const { seq } = await ben.do('message.send', { room, body: 'helo' })
  const [read, json] = [[], ['--json']].map((flags) => hubbub(['tail', room, ...flags, ...serverFlag(here)]))
  await Promise.all([read?.says(/bernd: helo/u), json?.says(/"helo"/u)])
  await ben.do('message.edit', { room, seq, body: 'hello' })
  await ben.do('message.send', { room, body: 'end' })
  await Promise.all([read?.says(/bernd: end/u), json?.says(/"end"/u)])
  expect(read?.stdout).toMatch(/^\d{4}-\d\d-\d\d \* bernd corrects “helo”: hello$/mu)
  expect(json?.stdout.trim().split('\n')).toHaveLength(2)
  for (const one of [read, json]) one?.kill('SIGINT')
  expect(await Promise.all([read?.exit, json?.exit])).toEqual([0, 0])
  await ben.leave()
})
