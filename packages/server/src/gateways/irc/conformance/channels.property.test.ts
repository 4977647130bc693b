// Verbs of channels with whatever somebody sends: each line is answered, and the connection and the server live on.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { ircClient, ircWorld } from '../fixtures.ts'

const verbs = ['JOIN', 'PART', 'NAMES', 'LIST', 'TOPIC', 'KICK', 'INVITE', 'KNOCK', 'RENAME', 'MODE', 'CS']
const word = fc.oneof(
  fc.constantFrom(
    '#a',
    '#b',
    '#a,#b',
    '#lobby',
    'ann',
    'ben',
    'ann,ben',
    '0',
    '+o-v',
    '+bkl',
    '-k',
    '+ieI',
    'm:a:x',
    '*',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replace(/[\r\n\0 ]/gu, '')),
)
const line = fc
  .record({ verb: fc.constantFrom(...verbs), params: fc.array(word, { maxLength: 5 }) })
  .map(({ verb, params }) => [verb, ...params].join(' '))

test('[R-IRC-175] whatever is sent to channels, the next question is answered', { timeout: 30_000 }, async () => {
  await using world = await ircWorld()
  await using ann = await ircClient(world.address, 'ann')
  await using ben = await ircClient(world.address, 'ben', { caps: ['labeled-response', 'batch', 'multi-prefix'] })
  await ann.say('JOIN #a')
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 8 }), fc.boolean(), async (lines, isBen) => {
      const one = isBen ? ben : ann
      const answers = await one.say(...(isBen ? lines.map((text, at) => `@label=l${at} ${text}`) : lines))
      for (const answer of answers) expect(answer).not.toMatch(/ERROR|undefined|\[object/u)
    }),
    { numRuns: 150 },
  )
  expect(ann.closed || ben.closed).toBe(false)
})
