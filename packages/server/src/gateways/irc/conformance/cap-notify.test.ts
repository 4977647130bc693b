// What connected clients are told when a rehash changes what is offered (IRCv3 capability-negotiation, "cap-notify"; sts).

import { hashOf, type World } from '@hubbub/testkit'
import { once } from 'node:events'
import { connect as connectTls } from 'node:tls'
import { afterEach, expect, test } from 'vitest'

import type { SomeSettings } from '../../../settings.ts'
import { bare, IrcClient, ircClient, ircWorld } from '../fixtures.ts'

let here: World
let said: SomeSettings
afterEach(() => here.close())

/** A server whose configuration says what `says` has said last. */
async function open(settings: SomeSettings = {}): Promise<void> {
  says(settings)
  here = await ircWorld({ settings, trustedProxies: ['127.0.0.1'], reread: () => ({ settings: said, waiting: [] }) })
}

/** Read at the next rehash. */
function says({ accounts, ...settings }: SomeSettings): void {
  said = { name: 'irc.test', network: 'test', ...settings, accounts: { hash: 'test-only', ...accounts } }
}

async function becomes(settings: SomeSettings): Promise<void> {
  says(settings)
  await here.server.rehash()
}

const bares = (lines: readonly string[]): string[] => lines.map(bare)

async function come(nick: string, { version = '302', caps = '' } = {}): Promise<IrcClient> {
  const client = await ircClient(here.address, nick)
  await client.say(...(version === '' ? [] : [`CAP LS ${version}`]), ...(caps === '' ? [] : [`CAP REQ :${caps}`]))
  return client
}

test('[R-IRC-510] what is not offered any more is told with CAP DEL, and is off at once', async () => {
  await open()
  await using ann = await come('a1ann', { caps: 'draft/chathistory soju.im/search server-time' })
  await becomes({ history: { enabled: false }, accounts: { registration: false } })
  expect(bares(await ann.say('CAP LIST'))).toEqual([
    'CAP a1ann DEL :draft/account-registration draft/chathistory draft/event-playback soju.im/search',
    '005 -CHATHISTORY -draft/CHATHISTORY -MSGREFTYPES :are supported by this server',
    'CAP a1ann LIST :cap-notify server-time',
  ])
  expect(bares(await ann.say('CAP REQ draft/chathistory'))).toEqual(['CAP a1ann NAK draft/chathistory'])
})

test('[R-IRC-510] what is offered anew is told with CAP NEW, with its value, and what has another value too', async () => {
  await open({ history: { enabled: false }, accounts: { registration: false } })
  await using ann = await come('a2ann')
  await becomes({ accounts: { emailRequired: true }, irc: { multilineLinesMax: 7 } })
  expect(bares(await ann.sync())).toEqual([
    'CAP a2ann NEW :draft/account-registration=custom-account-name,before-connect,email-required draft/chathistory draft/event-playback soju.im/search draft/multiline=max-bytes=16384,max-lines=7',
    '005 CHATHISTORY=200 draft/CHATHISTORY=200 MSGREFTYPES=msgid,timestamp :are supported by this server',
  ])
  expect(bares(await ann.say('CAP REQ draft/chathistory'))).toEqual(['CAP a2ann ACK draft/chathistory'])
  await becomes({ accounts: { emailRequired: true }, irc: { multilineLinesMax: 7 } })
  expect(await ann.sync()).toEqual([])
})

test('[R-IRC-510] who knows no values is told names alone, and who has not asked for cap-notify nothing', async () => {
  await open({ history: { enabled: false } })
  await using ann = await come('a3ann', { version: '', caps: 'cap-notify' })
  await using ben = await come('a3ben', { version: '301', caps: 'draft/account-registration' })
  await becomes({ accounts: { registration: false, emailRequired: true }, irc: { multilineLinesMax: 7 } })
  const tokens = '005 CHATHISTORY=200 draft/CHATHISTORY=200 MSGREFTYPES=msgid,timestamp :are supported by this server'
  expect(bares(await ann.sync())).toEqual([
    'CAP a3ann DEL draft/account-registration',
    'CAP a3ann NEW :draft/chathistory draft/event-playback soju.im/search',
    tokens,
  ])
  expect(bares(await ben.say('CAP LIST'))).toEqual([tokens, 'CAP a3ben LIST draft/account-registration'])
})

test('[R-IRC-510] it is told while somebody registers too, and is no part of the labelled answer to REHASH', async () => {
  await open({ operators: [{ name: 'root', passwordHash: await hashOf('secret') }] })
  await using ann = await come('a4ann', { caps: 'labeled-response batch' })
  await using ben = new IrcClient(here.address)
  ben.send('CAP LS 302')
  await ben.sync()
  await ann.say('OPER root secret')
  says({ accounts: { registration: false } })
  expect(await ann.say('@label=r REHASH')).toEqual([
    ':irc.test CAP a4ann DEL draft/account-registration',
    '@label=r :irc.test 382 a4ann none Rehashing',
  ])
  expect(bares(await ben.sync())).toEqual(['CAP * DEL draft/account-registration'])
})

test('[R-IRC-511] strict transport security is told anew, and taken back as a policy that is over, never by CAP DEL', async () => {
  await open()
  const socket = connectTls({ ...here.address, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  await using secure = new IrcClient(here.address, socket)
  secure.send('CAP LS 302', 'NICK a5sec', 'USER s 0 * :S', 'CAP END')
  await secure.until('422')
  await using plain = new IrcClient(here.address)
  plain.send('PROXY TCP4 192.0.2.7 192.0.2.8 4711 6667', 'CAP LS 302', 'NICK a5plain', 'USER p 0 * :P', 'CAP END')
  await plain.until('422')
  await becomes({ irc: { sts: { port: 6697, durationS: 60, preload: false } } })
  expect(bares(await secure.sync())).toEqual(['CAP a5sec NEW sts=duration=60'])
  expect(bares(await plain.sync())).toEqual(['CAP a5plain NEW sts=port=6697'])
  await becomes({})
  expect(bares(await secure.sync())).toEqual(['CAP a5sec NEW sts=duration=0'])
  expect(await plain.sync()).toEqual([])
})

test('[R-IRC-512] tokens that have another value are told again', async () => {
  await open()
  await using ann = await come('a6ann', { version: '' })
  await becomes({ network: 'other' })
  expect(bares(await ann.sync())).toEqual(['005 NETWORK=other :are supported by this server'])
})
