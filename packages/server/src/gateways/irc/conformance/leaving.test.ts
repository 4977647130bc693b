// The end of a connection: QUIT, PING, time, and a server that stops (RFC 2812, 3.1.7, 3.7.2 to 3.7.4).

import { afterAll, beforeAll, expect, test } from 'vitest'

import { limits } from '@hubbub/protocol'
import type { World } from '@hubbub/testkit'

import { bare, ircClient, IrcClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

test('[R-IRC-25] QUIT is told with its reason to those who meet them, and to the quitter with ERROR', async () => {
  await using ann = await ircClient(world.address, 'q1ann')
  await using ben = await ircClient(world.address, 'q1ben')
  await ann.say('JOIN #q1')
  await ben.say('JOIN #q1')
  ann.send('QUIT :tea time')
  expect((await ann.ended()).slice(-2).map(bare)).toEqual(['QUIT :tea time', 'ERROR :Closing link (tea time)'])
  expect(bare(await ben.until('QUIT'))).toBe('QUIT :tea time')
  await using next = await ircClient(world.address, 'Q1ANN')
  await next.sync()
})

test('[R-IRC-25] a connection that opens with QUIT gets its ERROR', async () => {
  await using ann = new IrcClient(world.address)
  ann.send('QUIT')
  expect(await ann.ended()).toEqual(['ERROR :Closing link (Quit)'])
})

test('[R-IRC-26] PING is answered with the server and the token, before registration too; without a token it is 409', async () => {
  await using ann = await ircClient(world.address, 'q2ann')
  expect(await ann.say('PING :two words', 'PING', 'PING :')).toEqual([
    ':irc.test PONG irc.test :two words',
    ':irc.test 409 q2ann :No origin specified',
    ':irc.test 409 q2ann :No origin specified',
  ])
  await using stranger = new IrcClient(world.address)
  stranger.send('CAP LS', 'PING x')
  expect(await stranger.until('PONG')).toBe(':irc.test PONG irc.test x')
})

test('[R-IRC-27] who is silent is asked, stays when there is an answer, and goes when there is none', async () => {
  await using slow = await ircWorld({ clockInHand: true })
  await using ann = await ircClient(slow.address, 'ann')
  await using ben = await ircClient(slow.address, 'ben')
  await ann.say('JOIN #a')
  await ben.say('JOIN #a')
  slow.clock?.advance(limits.irc_ping_after_ms)
  expect(await ann.until('PING')).toBe('PING irc.test')
  await ben.say('PONG irc.test')
  slow.clock?.advance(limits.irc_ping_timeout_ms)
  expect((await ann.ended()).at(-1)).toBe('ERROR :Closing link (Ping timeout)')
  expect(only([await ben.until('QUIT')], 'QUIT')).toEqual(['QUIT :Ping timeout'])
})

test('[R-IRC-21] who has not said everything in time is let go', async () => {
  await using slow = await ircWorld({ clockInHand: true })
  await using ann = new IrcClient(slow.address)
  ann.send('CAP LS', 'PING here')
  await ann.until('PONG')
  slow.clock?.advance(limits.irc_registration_ms)
  expect((await ann.ended()).at(-1)).toBe('ERROR :Closing link (Registration timed out)')
})

test('[R-IRC-28] a server that stops says why', async () => {
  const stopping = await ircWorld()
  await using ann = await ircClient(stopping.address, 'ann')
  await stopping.close()
  expect((await ann.ended()).at(-1)).toBe('ERROR :Closing link (The server is stopping.)')
})
