// Hostile input over real sockets: a refusal in this wire's terms, and nobody else notices.

import { type World, world } from '@hubbub/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { identified, peer, type Peer, type Told } from './fixtures.ts'

let here: World
let witness: Peer
let names = 0

beforeAll(async () => {
  here = await world({ floodLimits: false })
})
beforeEach(async () => {
  witness = await identified(here.address, `wit${(names += 1)}`)
})
afterAll(() => here.close())

const invalid: Told = { type: 'RESPONSE', operation: 'INVALID', result: 'INVALID' }

/** What somebody who has a name gets for these bytes, up to the end of the connection. */
async function answersTo(bytes: string | Uint8Array): Promise<Told[]> {
  const client = await identified(here.address, `x${(names += 1)}`)
  client.send(bytes)
  client.end()
  const answers = await client.closed()
  return answers.filter(({ type }) => type === 'RESPONSE' || type === 'USER_LIST')
}

describe('before IDENTIFY', () => {
  test.each([
    '{"type":"USERS"}\n',
    '{"type":"DISCONNECT"}\n',
    '{"type":"PUBLIC_TEXT","text":"hi"}\n',
    '{"type":"WHO?"}\n',
  ])('[R-COURSE-12] %j is answered with NOT_IDENTIFIED', async (bytes) => {
    const client = await peer(here.address)
    client.send(bytes)
    expect(await client.closed()).toEqual([{ ...invalid, result: 'NOT_IDENTIFIED' }])
  })

  test('[R-COURSE-12] whoever was refused a name has none', async () => {
    const client = await peer(here.address)
    client.send(`{"type":"IDENTIFY","username":"wit${names}"}{"type":"USERS"}{"type":"IDENTIFY","username":"abc"}\n`)
    const refused = { type: 'RESPONSE', operation: 'IDENTIFY', result: 'USER_ALREADY_EXISTS', extra: `wit${names}` }
    expect(await client.closed()).toEqual([refused, { ...invalid, result: 'NOT_IDENTIFIED' }])
  })
})

describe('what cannot be understood', () => {
  test.each([
    ['no JSON', '{type: "USERS"}'],
    ['no type', '{"username":"ann"}'],
    ['a type that is no text', '{"type":["USERS"]}'],
    ['an unknown type', '{"type":"USERZ"}'],
    ['a type in lower case', '{"type":"users"}'],
    ['a type every object has', '{"type":"constructor"}'],
    ['a type every object has a way to', '{"type":"__proto__"}'],
    ['a type in the prototype', '{"__proto__":{"type":"USERS"}}'],
    ['a missing key', '{"type":"PUBLIC_TEXT"}'],
    ['a key in the prototype', '{"type":"PUBLIC_TEXT","__proto__":{"text":"hi"}}'],
    ['a text that is a number', '{"type":"PUBLIC_TEXT","text":5}'],
    ['a name that is a number', '{"type":"TEXT","username":7,"text":"hi"}'],
    ['an empty name', '{"type":"TEXT","username":"","text":"hi"}'],
    ['names that are numbers', '{"type":"INVITE","roomname":"Room 1","usernames":[1,2]}'],
    ['names that are one text', '{"type":"INVITE","roomname":"Room 1","usernames":"ann"}'],
    ['an array', '["USERS"]'],
    ['a line of text', 'hello'],
    ['a closing brace', '}'],
    ['braces that never close', '{"a":'.repeat(13_500)],
    ['brackets that never close', `{"type":${'['.repeat(50_000)}}`],
    ['a text without end', `{"type":"PUBLIC_TEXT","text":"${'x'.repeat(100_000)}`],
    ['an object over the limit', `{"type":"PUBLIC_TEXT","text":"hi","more":"${'x'.repeat(300_000)}"}`],
  ])('[R-COURSE-2] %s is invalid', async (_, bytes) => {
    expect(await answersTo(`${bytes}\n`)).toEqual([invalid])
    await witnessIsWell()
  })

  test('[R-COURSE-2] nothing is read after what is invalid', async () => {
    expect(await answersTo('{"type":"USERS"}{"type":"NONSENSE"}{"type":"PUBLIC_TEXT","text":"unheard"}')).toEqual([
      expect.objectContaining({ type: 'USER_LIST' }),
      invalid,
    ])
    expect(await heardBy(witness)).not.toContain('unheard')
  })
})

describe('what is odd and yet right', () => {
  test('[R-COURSE-13] the last of two equal keys counts, deep values and unknown keys do not matter', async () => {
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`
    expect(await answersTo(`{"type":"NONSENSE","more":${deep},"type":"USERS"}`)).toEqual([
      expect.objectContaining({ type: 'USER_LIST' }),
    ])
  })

  test('[R-COURSE-13] bytes that are no UTF-8 and halves of characters become the replacement character', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"type":"PUBLIC_TEXT","text":"caf'),
      Buffer.of(0xe9),
      Buffer.from('"}{"type":"PUBLIC_TEXT","text":"\\ud800"}'),
    ])
    expect(await answersTo(bytes)).toEqual([])
    expect(await heardBy(witness)).toEqual(['caf\ufffd', '\ufffd'])
  })

  test('[R-COURSE-13] a name may be a word of JavaScript', async () => {
    const client = await identified(here.address, 'toString')
    client.send({ type: 'USERS' })
    expect(await client.next()).toMatchObject({ users: { toString: 'ACTIVE' } })
    client.drop()
  })
})

describe('fuzz', () => {
  const scraps = fc.oneof(
    fc.constantFrom(
      '{"type":"',
      'USERS"}',
      '{"type":"PUBLIC_TEXT","text":"',
      '"}',
      '\\',
      '{',
      '}',
      '[',
      '"',
      '\0',
      '\n',
      '\ufeff',
    ),
    fc.string({ unit: 'binary' }),
    fc.jsonValue().map((value) => JSON.stringify({ type: 'TEXT', username: value, text: value })),
    fc.jsonValue().map((value) => JSON.stringify({ type: 'INVITE', roomname: value, usernames: [value] })),
    fc.jsonValue().map((value) => JSON.stringify({ type: 'NEW_ROOM', roomname: value })),
  )

  test('[R-COURSE-14] any scraps end in answers of this wire, and nobody else notices', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(scraps, { maxLength: 12 }), async (parts) => {
        for (const answer of await answersTo(parts.join(''))) expect(answer).toHaveProperty('type')
      }),
      { numRuns: 60 },
    )
    await witnessIsWell()
  })

  test('[R-COURSE-14] any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        for (const answer of await answersTo(bytes)) expect(answer).toHaveProperty('type')
      }),
      { numRuns: 40 },
    )
    await witnessIsWell()
  })
})

/** Gets a line of its own through to somebody new, and back. */
async function witnessIsWell(): Promise<void> {
  const friend = await identified(here.address, `f${(names += 1)}`)
  witness.send({ type: 'PUBLIC_TEXT', text: 'well' })
  expect(await friend.next()).toMatchObject({ text: 'well' })
  friend.drop()
}

/** The texts that a client has heard so far. */
async function heardBy(client: Peer): Promise<unknown[]> {
  const texts: unknown[] = []
  client.send({ type: 'USERS' })
  for (let told = await client.next(); told['type'] !== 'USER_LIST'; told = await client.next()) {
    if (told['type'] === 'PUBLIC_TEXT_FROM') texts.push(told['text'])
  }
  return texts
}
