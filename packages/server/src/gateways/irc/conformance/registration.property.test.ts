// Whatever a stranger says before registration, in any order: the server answers, and lets go of nobody else.

import type { World } from '@hubbub/testkit'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { ircClient, IrcClient, ircWorld } from '../fixtures.ts'
import { verbs } from '../verbs/index.ts'

let world: World
beforeAll(async () => void (world = await ircWorld({ limits: { sign_in_attempts_max: 1_000_000 } })))
afterAll(() => world.close())

const word = fc.oneof(
  fc.constantFrom('*', '#a', 'ann', 'LS', '302', 'REQ', ':sasl batch', 'END', '+', 'PLAIN', 'AGFubgBhbm4=', ''),
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\r\n\0]/gu, '')),
)
const verb = fc.constantFrom(...Object.keys(verbs).filter((name) => name !== 'QUIT'))
const line = fc
  .tuple(
    fc.option(fc.constantFrom('@label=x', '@', '@+a=b;c'), { nil: undefined }),
    verb,
    fc.array(word, { maxLength: 5 }),
  )
  .map((parts) =>
    parts
      .flat()
      .filter((part) => part !== undefined)
      .join(' '),
  )

test('any verbs with any parameters, before and after registration [R-IRC-5]', async () => {
  await using witness = await ircClient(world.address, 'witness')
  let count = 0
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.nat(12), async (lines, at) => {
      const own = lines.toSpliced(at, 0, `NICK fuzz${++count}`, 'USER fuzz 0 * :Fuzz', 'CAP END')
      await using stranger = new IrcClient(world.address)
      stranger.send('CAP LS 302', ...own, `PING end${count}`)
      const last = await lastOf(stranger, `end${count}`)
      expect(last).toMatch(/ PONG |^ERROR /u)
      expect(await witness.sync()).toBeDefined()
    }),
    { numRuns: 60 },
  )
})

/** Every line is answered: at last the PING is, or the connection was closed with ERROR. */
async function lastOf(client: IrcClient, token: string): Promise<string> {
  for (;;) {
    const line = await client.next()
    if (line.endsWith(token) || line.startsWith('ERROR ')) return line
  }
}
