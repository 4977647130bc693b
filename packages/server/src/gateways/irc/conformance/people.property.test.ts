// Verbs about persons with whatever somebody sends: each line is answered, and the connection and the server live on.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { ircClient, IrcClient, ircWorld } from '../fixtures.ts'

const verbs = ['WHO', 'WHOIS', 'WHOWAS', 'USERHOST', 'ISON', 'MONITOR', 'AWAY', 'SETNAME', 'ACCEPT', 'MODE', 'METADATA']
const more = ['OPER', 'KILL', 'WALLOPS', 'REHASH', 'KLINE', 'UNKLINE']
const known = [
  'ann',
  'ben',
  '#a',
  '*',
  '*!*@*',
  'o%tcuihsnfdlaor,1',
  '%',
  '+',
  '-',
  'L',
  'ann,ben',
  '-ann',
  '+iBR-w',
  '99999',
]
const keys = [
  'GET',
  'SET',
  'LIST',
  'CLEAR',
  'SUB',
  'UNSUB',
  'SUBS',
  'SYNC',
  'avatar',
  '__proto__',
  'constructor',
  ':two words',
]
const word = fc.oneof(
  fc.constantFrom(...known, ...keys),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replace(/[\r\n\0 ]/gu, '')),
)
const line = fc
  .record({ verb: fc.constantFrom(...verbs, ...more), params: fc.array(word, { maxLength: 5 }) })
  .map(({ verb, params }) => [verb, ...params].join(' '))
const caps = ['labeled-response', 'batch', 'draft/metadata-2', 'draft/pre-away', 'setname', 'message-tags']

test('[R-IRC-380] whatever is asked about persons, the next question is answered', { timeout: 30_000 }, async () => {
  await using world = await ircWorld()
  await using ann = await ircClient(world.address, 'ann')
  await using ben = await ircClient(world.address, 'ben', { caps })
  await ann.say('JOIN #a')
  await ben.say('JOIN #a')
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 8 }), fc.boolean(), async (lines, isBen) => {
      const one = isBen ? ben : ann
      const answers = await one.say(...(isBen ? lines.map((text, at) => `@label=l${at} ${text}`) : lines))
      for (const answer of answers) expect(answer).not.toMatch(/ERROR|\[object| 400 /u)
    }),
    { numRuns: 150 },
  )
  expect(ann.closed || ben.closed).toBe(false)
})

test('[R-IRC-380] and before registration as well', { timeout: 30_000 }, async () => {
  await using world = await ircWorld()
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (lines) => {
      await using client = new IrcClient(world.address)
      client.send('CAP LS 302', `CAP REQ :${caps.join(' ')}`, ...lines, 'NICK ann', 'USER ann 0 * :Ann', 'CAP END')
      expect(await client.until('001')).toContain(' 001 ')
      client.send('QUIT')
      await client.ended()
    }),
    { numRuns: 40 },
  )
})
