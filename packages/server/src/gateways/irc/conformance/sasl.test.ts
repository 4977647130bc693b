// Signing in with AUTHENTICATE (IRCv3 sasl-3.1 and 3.2; RFC 4616; RFC 5802 and 7677).

import type { World } from '@hubbub/testkit'
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { selfSigned } from '../../../edge/tls/self-signed.ts'
import { bare, ircClient, IrcClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => {
  world = await ircWorld()
  await register('jilles', 'sesame')
  await register('other', 'password')
})
afterAll(() => world.close())

async function register(nick: string, password: string): Promise<void> {
  await using client = await ircClient(world.address, nick)
  await client.say(`NS REGISTER ${password}`)
  client.send('QUIT')
  await client.ended()
}

const plain = (...parts: readonly string[]) => Buffer.from(parts.join('\0')).toString('base64')

/** What is told until the exchange has ended, by numeric. */
async function authenticate(client: IrcClient, ...lines: readonly string[]): Promise<string[]> {
  client.send(...lines.map((line) => `AUTHENTICATE ${line}`))
  return (await client.sync()).map(bare)
}

/** A stranger who has asked for SASL and has not registered. */
function stranger(): IrcClient {
  const client = new IrcClient(world.address)
  client.send('CAP REQ :sasl')
  return client
}

const success = [
  'AUTHENTICATE +',
  '900 *!*@* jilles :You are now logged in as jilles',
  '903 :Authentication successful',
]

describe('PLAIN', () => {
  test('[R-IRC-30] signs in with and without somebody to act for', async () => {
    for (const authzid of ['', 'jilles']) {
      await using ann = stranger()
      await ann.next()
      expect(await authenticate(ann, 'PLAIN', plain(authzid, 'jilles', 'sesame'))).toEqual(success)
    }
  })

  test.each([
    ['a wrong password', plain('', 'jilles', 'millet')],
    ['no such account', plain('', 'nobody-here', 'sesame')],
    ['an empty name', plain('', '', 'sesame')],
    ['an empty password', plain('', 'jilles', '')],
    ['somebody else to act for', plain('other', 'jilles', 'sesame')],
    ['two parts', plain('jilles', 'sesame')],
    ['four parts', plain('', 'jilles', 'sesame', 'more')],
    ['what is not UTF-8', Buffer.from('\0jilles\0\xff', 'latin1').toString('base64')],
  ])('[R-IRC-32] %s fails with 904, and another try is free', async (_, message) => {
    await using ann = stranger()
    await ann.next()
    expect(await authenticate(ann, 'PLAIN', message)).toEqual(['AUTHENTICATE +', '904 :SASL authentication failed'])
    expect(await authenticate(ann, 'PLAIN', plain('', 'jilles', 'sesame'))).toEqual(success)
  })

  test('[R-IRC-35] the name may name the device', async () => {
    await using ann = stranger()
    await ann.next()
    expect(await authenticate(ann, 'PLAIN', plain('', 'jilles@phone', 'sesame'))).toEqual(success)
  })
})

describe('pieces', () => {
  test.each([291, 292, 592])(
    '[R-IRC-31] a message whose base64 ends at a piece is ended by `+` (%i)',
    async (length) => {
      const password = 'x'.repeat(length)
      const name = `long${length}`
      await using maker = await ircClient(world.address, name)
      await maker.say(`NS REGISTER ${password}`)
      const text = plain('', name, password)
      const pieces = text.match(/.{1,400}/gu) ?? []
      await using ann = stranger()
      await ann.next()
      const told = await authenticate(ann, 'PLAIN', ...pieces, ...(text.length % 400 === 0 ? ['+'] : []))
      expect(told.map((line) => line.split(' ')[0])).toEqual(['AUTHENTICATE', '900', '903'])
    },
  )

  test.each([
    ['a piece that is too long', ['A'.repeat(401)], '905 :SASL message too long'],
    ['too many of them', Array.from({ length: 11 }, () => 'A'.repeat(400)), '905 :SASL message too long'],
    ['`*`', ['*'], '906 :SASL authentication aborted'],
    ['what is no base64', ['!!!'], '904 :SASL authentication failed'],
    ['half of it', ['AAA'], '904 :SASL authentication failed'],
  ])('[R-IRC-31] %s ends the exchange, and another try is free', async (_, pieces, told) => {
    await using ann = stranger()
    await ann.next()
    expect(await authenticate(ann, 'PLAIN', ...pieces)).toEqual(['AUTHENTICATE +', told])
    expect(await authenticate(ann, 'PLAIN', plain('', 'jilles', 'sesame'))).toEqual(success)
  })
})

test('[R-IRC-30] an unknown mechanism is 908 with those there are, and 904', async () => {
  await using ann = stranger()
  await ann.next()
  expect(await authenticate(ann, 'DANCE')).toEqual([
    '908 PLAIN,SCRAM-SHA-256,EXTERNAL :are available SASL mechanisms',
    '904 :SASL authentication failed',
  ])
})

test('[R-IRC-30] EXTERNAL without a certificate fails', async () => {
  await using ann = stranger()
  await ann.next()
  expect(await authenticate(ann, 'EXTERNAL', '+')).toEqual(['AUTHENTICATE +', '904 :SASL authentication failed'])
})

test('[R-IRC-30] EXTERNAL signs in by the certificate of the connection', async () => {
  const pem = selfSigned({ name: 'ann', hosts: [], now: Date.now() })
  const over = () => connect({ ...world.address, cert: pem, key: pem, rejectUnauthorized: false })
  await using ann = new IrcClient(world.address, over())
  ann.send('NICK e1ann', 'USER ann 0 * :Ann', 'NS REGISTER sesame', 'NS CERT ADD', 'QUIT')
  await ann.until('900')
  await ann.ended()
  await using again = new IrcClient(world.address, over())
  again.send('CAP REQ :sasl', 'AUTHENTICATE EXTERNAL', `AUTHENTICATE ${plain('e1ann')}`)
  expect(bare(await again.until('900'))).toBe('900 *!*@* e1ann :You are now logged in as e1ann')
})

describe('SCRAM-SHA-256', () => {
  test('[R-IRC-30] both sides prove themselves, and success is told after the client’s empty answer', async () => {
    await using ann = stranger()
    await ann.next()
    const { first, last, serverFinal } = scramClient('jilles', 'sesame')
    ann.send('AUTHENTICATE SCRAM-SHA-256', `AUTHENTICATE ${first}`)
    await ann.next()
    ann.send(`AUTHENTICATE ${last(bare(await ann.next()))}`)
    expect(bare(await ann.next())).toBe(`AUTHENTICATE ${serverFinal()}`)
    expect(await authenticate(ann, '+')).toEqual(success.slice(1))
  })

  test('[R-IRC-30] a wrong password is 904', async () => {
    await using ann = stranger()
    await ann.next()
    const { first, last } = scramClient('jilles', 'millet')
    ann.send('AUTHENTICATE SCRAM-SHA-256', `AUTHENTICATE ${first}`)
    await ann.next()
    expect(await authenticate(ann, last(bare(await ann.next())))).toEqual(['904 :SASL authentication failed'])
  })
})

/** The client's side, as RFC 5802, 3 and 5 have it. */
function scramClient(user: string, password: string) {
  const bareFirst = `n=${user},r=rOprNGfwEbeRWgbNEkqO`
  const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')
  const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  let salted = Buffer.alloc(0)
  let signed = ''
  return {
    first: base64(`n,,${bareFirst}`),
    last(line: string): string {
      const challenge = Buffer.from(line.split(' ')[1] ?? '', 'base64').toString()
      const [nonce = '', salt = '', count = ''] = challenge.split(',').map((part) => part.slice(2))
      salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(count), 32, 'sha256')
      signed = `${bareFirst},${challenge},c=biws,r=${nonce}`
      const key = hmac(salted, 'Client Key')
      const signature = hmac(createHash('sha256').update(key).digest(), signed)
      const proof = Buffer.from(key.map((byte, at) => byte ^ (signature[at] ?? 0)))
      return base64(`c=biws,r=${nonce},p=${base64(proof)}`)
    },
    serverFinal: () => base64(`v=${base64(hmac(hmac(salted, 'Server Key'), signed))}`),
  }
}

describe('when', () => {
  test('[R-IRC-33] NICK and USER do not disturb; CAP END in the middle goes on without it (906)', async () => {
    await using ann = stranger()
    ann.send('AUTHENTICATE PLAIN', 'NICK w1ann', 'USER ann 0 * :Ann', 'CAP END')
    await ann.until('906')
    await ann.until('001')
    expect(only(await ann.say('WHOIS w1ann'), '330')).toEqual([])
  })

  test('[R-IRC-33] after registration, and again as another account', async () => {
    await using ann = await ircClient(world.address, 'w2ann', { caps: ['sasl'] })
    const first = await authenticate(ann, 'PLAIN', plain('', 'jilles', 'sesame'))
    expect(first.slice(1).map((line) => line.split(' ')[0])).toEqual(['900', '903'])
    const second = await authenticate(ann, 'PLAIN', plain('', 'other', 'password'))
    expect(second.slice(1).map((line) => line.split(' ')[0])).toEqual(['900', '903'])
    expect(only(await ann.say('WHOIS w2ann'), '330')).toEqual(['330 w2ann other :is logged in as'])
  })

  test('[R-IRC-34] several clients of an account are one nick in the same channels', async () => {
    await register('w3ann', 'sesame')
    await using one = await ircClient(world.address, 'w3ann', { signIn: 'sesame' })
    await one.say('JOIN #w3')
    await using two = new IrcClient(world.address)
    two.send('CAP REQ :sasl', 'AUTHENTICATE PLAIN', `AUTHENTICATE ${plain('', 'w3ann', 'sesame')}`)
    two.send('NICK w3other', 'USER ann 0 * :Ann', 'CAP END')
    expect(bare(await two.until('001'))).toMatch(/w3ann$/u)
    expect(bare(await two.until('JOIN'))).toBe('JOIN #w3')
    two.send('QUIT :one is enough')
    await two.ended()
    expect(only(await one.sync(), 'QUIT', 'PART')).toEqual([])
  })
})
