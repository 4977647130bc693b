// Capability negotiation (IRCv3 capability-negotiation, 3.1 and 302).

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { capabilityNames } from '../offers/capabilities.ts'
import { bare, IrcClient, ircClient, ircWorld } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const caps = (lines: readonly string[]) => lines.map(bare).filter((line) => line.startsWith('CAP '))
const namesIn = (line: string) => (line.split(' :')[1] ?? '').split(' ').filter((word) => word !== '')

test('[R-IRC-10] CAP LS 302 tells values, in lines of at most 512 bytes of which all but the last have a `*`', async () => {
  await using ann = await ircClient(world.address, 'c1ann')
  const lines = caps(await ann.say('CAP LS 302'))
  expect(lines.slice(0, -1).every((line) => line.startsWith('CAP c1ann LS * :'))).toBe(true)
  expect(lines.at(-1)).toMatch(/^CAP c1ann LS :/u)
  const told = lines.flatMap(namesIn)
  expect(told.find((name) => name.startsWith('sasl='))).toMatch(/^sasl=PLAIN,SCRAM-SHA-256/u)
  expect(told.map((name) => name.split('=')[0])).toEqual(capabilityNames.filter((name) => name !== 'sts'))
})

test('[R-IRC-10] without a version there are no values and no `*`; a later LS does not lower the version', async () => {
  await using ann = await ircClient(world.address, 'c2ann')
  const plain = caps(await ann.say('CAP LS'))
  expect(plain.every((line) => line.startsWith('CAP c2ann LS :') && !line.includes('='))).toBe(true)
  await ann.say('CAP LS 302')
  expect(caps(await ann.say('CAP LS')).join(' ')).toContain('sasl=PLAIN')
})

test('[R-IRC-11] a request is granted as a whole, or refused as a whole in its own words', async () => {
  await using ann = await ircClient(world.address, 'c3ann')
  const told = await ann.say('CAP REQ :foo multi-prefix bar', 'CAP LIST', 'CAP REQ :multi-prefix setname', 'CAP LIST')
  expect(caps(told)).toEqual([
    'CAP c3ann NAK :foo multi-prefix bar',
    'CAP c3ann LIST :',
    'CAP c3ann ACK :multi-prefix setname',
    'CAP c3ann LIST :multi-prefix setname',
  ])
})

test('[R-IRC-11] `-name` gives back, at once', async () => {
  await using ann = await ircClient(world.address, 'c4ann', { caps: ['server-time'] })
  expect((await ann.say('PING a'))[0]).toMatch(/^@time=/u)
  const told = await ann.say('CAP REQ :-server-time', 'PING a')
  expect(told).toEqual([':irc.test CAP c4ann ACK -server-time', ':irc.test PONG irc.test a'])
})

test('[R-IRC-11] cap-notify cannot be given back from 302 on, and `sts` not be asked for', async () => {
  await using ann = await ircClient(world.address, 'c5ann')
  const told = await ann.say('CAP LS 302', 'CAP REQ :-cap-notify', 'CAP REQ :sts', 'CAP LIST')
  expect(caps(told).slice(-3)).toEqual(['CAP c5ann NAK -cap-notify', 'CAP c5ann NAK sts', 'CAP c5ann LIST cap-notify'])
})

test('[R-IRC-11] every capability can be asked for in one line', async () => {
  await using ann = await ircClient(world.address, 'c6ann')
  const asked = capabilityNames.filter((name) => name !== 'sts')
  const told = caps(await ann.say(`CAP REQ :${asked.join(' ')}`.slice(0, 500).replace(/ [^ ]*$/u, '')))
  expect(told.every((line) => line.startsWith('CAP c6ann ACK :') && line.length < 500)).toBe(true)
})

test('[R-IRC-12] negotiation holds the registration back until CAP END', async () => {
  await using ann = new IrcClient(world.address)
  ann.send('CAP LS', 'NICK c7ann', 'USER ann 0 * :Ann', 'PING held')
  await ann.until('PONG')
  ann.send('CAP END')
  expect(bare(await ann.next())).toMatch(/^001 :Welcome/u)
})

test('[R-IRC-12] CAP LIST before anything was asked is empty, and an unknown subcommand is 410', async () => {
  await using ann = new IrcClient(world.address)
  ann.send('CAP LIST', 'CAP DANCE')
  expect(await ann.next()).toBe(':irc.test CAP * LIST :')
  expect(await ann.next()).toBe(':irc.test 410 * DANCE :Invalid CAP subcommand')
})
