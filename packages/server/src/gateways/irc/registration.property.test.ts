// Proves that whatever is said in whatever order before registration, a client ends up registered or refused, and answered in order.

import type { World } from '@hubbub/testkit'
import fc from 'fast-check'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { ircWorld, only } from './fixtures.ts'

let here: World

beforeAll(async () => {
  // On an address of its own nobody is taken for a speaker of another wire, whatever the first line is.
  here = await ircWorld({ listen: ['127.0.0.1:0=irc'], limits: { registrations_per_address_max: 1_000_000 } })
})
afterAll(() => here.close())

const negotiation = ['CAP LS', 'CAP LS 302', 'CAP REQ :sasl', 'CAP REQ :message-tags batch', 'CAP REQ :nonsense']
const more = ['CAP REQ :-sasl', 'CAP REQ', 'CAP LIST', 'CAP END', 'CAP', 'CAP nonsense', 'ISUPPORT', 'AWAY :soon']
const who = [
  'NICK',
  'NICK #x',
  'NICK *',
  'NICK NickServ',
  'USER',
  'USER u 0 * :Real Name',
  'USER u@phone 0 * x',
  'USER a b c :',
]
const secrets = [
  'PASS',
  'PASS secret',
  'PASS ann:secret',
  'PASS ann:wrong',
  'PASS nobody:secret',
  `PASS ${'p'.repeat(600)}`,
  'REGISTER * * pw',
  'REGISTER ann * secret',
]
const sasl = [
  'PLAIN',
  'EXTERNAL',
  'SCRAM-SHA-256',
  'NONSENSE',
  '*',
  '+',
  '!',
  'AGFubgBzZWNyZXQ=',
  btoa('n,,n=ann,r=abc'),
  'A'.repeat(400),
]
const others = [
  'PONG',
  'JOIN #x',
  'PRIVMSG #x :hi',
  'METADATA * LIST',
  'VERIFY a b',
  'WHO *',
  'HELP',
  'BATCH +1 draft/multiline #x',
]
const odd = [
  '',
  ' ',
  ':',
  '@',
  '@a=b',
  ':source',
  '@a=b :source',
  '\0',
  'nonsense',
  '@label=1 CAP LS',
  '123',
  `@${'t'.repeat(5_000)} NICK a`,
]

const line = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...negotiation, ...more, ...who) },
  { weight: 4, arbitrary: fc.constantFrom(...secrets, ...sasl.map((one) => `AUTHENTICATE ${one}`)) },
  { weight: 2, arbitrary: fc.constantFrom(...others, ...odd) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', maxLength: 80 }).map((text) => text.replace(/^QUIT|[\r\n]/giu, '')),
  },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 40 }).map((all) =>
      Buffer.from(all)
        .toString('latin1')
        .replace(/[\r\n]/gu, ''),
    ),
  },
)

let visits = 0

test('[R-IRC-402] any lines before registration end in a welcome or in an ERROR; every PING is answered, in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 14, size: 'max' }), fc.nat(60), async (lines, cut) => {
      const nick = `visitor${++visits}`
      const end = ['CAP END', `NICK ${nick}`, 'USER u 0 * :u']
      const asked = [...lines, ...end].flatMap((one, at) => [one, `PING p${at}`])
      const told = await conversation(asked, cut)

      const pongs = only(told, 'PONG').map((one) => one.split(' ').at(-1) ?? '')
      expect(pongs).toEqual(pongs.map((_, at) => `p${at}`))
      const welcomes = only(told, '001').length
      const isRefused = told.at(-1)?.startsWith('ERROR :Closing link') === true
      expect(welcomes).toBe(isRefused ? 0 : 1)
      expect(isRefused || pongs.length === lines.length + end.length).toBe(true)
    }),
    { numRuns: 300 },
  )
})

/** All that is told until the last PING is answered or the connection is closed: whole lines, each with its CR LF. */
function conversation(lines: readonly string[], cut: number): Promise<string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<string[]>()
  const last = lines.at(-1)?.replace('PING ', '') ?? ''
  const { host, port } = here.server.addresses.at(-1) ?? here.address
  const socket = connect({ host, port, noDelay: true })
  let told = Buffer.alloc(0)
  const finish = (): void => {
    socket.destroy()
    const text = told.toString()
    if (!/^(?:[^\r\n]+\r\n)*$/u.test(text)) reject(new Error(`lines without their ends: ${JSON.stringify(text)}`))
    else resolve(text.split('\r\n').slice(0, -1))
  }
  socket.on('error', () => {}) // what broke is told by the close that follows
  socket.on('close', finish)
  socket.on('data', (bytes) => {
    told = Buffer.concat([told, bytes])
    if (told.toString().endsWith(` ${last}\r\n`)) finish()
  })
  const bytes = Buffer.from(lines.map((one) => `${one}\r\n`).join(''))
  socket.write(bytes.subarray(0, cut), () => socket.write(bytes.subarray(cut)))
  return promise
}
