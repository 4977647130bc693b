// Proves who may have a file that was shared, and how long a link to it is good for whoever was shown it.

import { hashOf, testBrain, type TestBrain } from '@hubbub/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { isSigned, sharedFile } from './links.ts'

const refused = (code: string) => expect.objectContaining({ code })
const day = 86_400_000

type Ear = Awaited<ReturnType<TestBrain['person']>>

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

async function share(ear: Ear, room = 'lobby') {
  const { file } = await ear.do('file.share', { room, name: 'a b.txt' }, bytesOf('hi'))
  return { file, sign: new URL(file.url, 'http://x').searchParams.get('t') ?? '' }
}

/** Rooms of one's own, in which nobody else is. */
async function closedRooms(ear: Ear): Promise<readonly string[]> {
  const { room } = await ear.do('room.create', { name: 'Tea', kind: 'invite-only' })
  const direct = await ear.do('room.direct', { person: 'carol' })
  return [room.slug, direct.room.slug]
}

test('[R-FILE-3] a file is found by its id, by those in the room where it was shared', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const { file } = await share(alice)
  expect(await bob.do('file.fetch', { file: file.id })).toEqual({ file })
  await expect(bob.do('file.fetch', { file: 'x' })).rejects.toEqual(refused('no-such-file'))
  expect(file.id.length).toBeGreaterThanOrEqual(20)
})

test('[R-FILE-104] whoever is in another room is refused, and so is who has left; who comes in is not', async () => {
  await using brain = await testBrain()
  const [alice, bob, carol] = [await brain.person('alice'), await brain.person('bob'), await brain.person('carol')]
  for (const room of await closedRooms(alice)) {
    const { file } = await share(alice, room)
    await expect(bob.do('file.fetch', { file: file.id })).rejects.toEqual(refused('not-joined'))
  }
  const { room } = await carol.do('room.create', { name: 'Open' })
  const { file } = await share(carol, room.slug)
  const fetched = () => bob.do('file.fetch', { file: file.id })
  await expect(fetched()).rejects.toEqual(refused('not-joined'))
  await bob.do('room.join', { room: room.slug })
  expect(await fetched()).toEqual({ file })
  await bob.do('room.leave', { room: room.slug })
  await expect(fetched()).rejects.toEqual(refused('not-joined'))
})

test('[R-FILE-104] a room of the same name as one that has closed is another', async () => {
  await using brain = await testBrain()
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  const made = await alice.do('room.create', { name: 'Tea', lifetime: 'while-occupied' })
  const { file, sign } = await share(alice, made.room.slug)
  await alice.do('room.leave', { room: made.room.slug })
  const again = await bob.do('room.create', { name: 'Tea' })
  expect(again.room.slug).toBe(made.room.slug)
  await expect(bob.do('file.fetch', { file: file.id })).rejects.toEqual(refused('not-joined'))
  expect(await bob.do('file.fetch', { file: file.id, sign })).toEqual({ file })
})

test('[R-FILE-105] operators look into every room but those of two people', async () => {
  const operators = [{ name: 'root', passwordHash: await hashOf('sesame') }]
  await using brain = await testBrain({ policy: { operators } })
  const [alice, root] = [await brain.person('alice'), await brain.person('root')]
  await brain.person('carol')
  await root.do('server.operate', { name: 'root', password: 'sesame' })
  const [tea = '', direct = ''] = await closedRooms(alice)
  const [inTea, inDirect] = [await share(alice, tea), await share(alice, direct)]
  expect(await root.do('file.fetch', { file: inTea.file.id })).toEqual({ file: inTea.file })
  await expect(root.do('file.fetch', { file: inDirect.file.id })).rejects.toEqual(refused('not-joined'))
})

test('[R-FILE-104] who has signed in has what is in the rooms of their account, also before saying who is here', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  await alice.do('person.register', { name: 'alice', password: 'correct horse' })
  await brain.person('carol')
  const signedIn = async (account: string) => {
    const ear = brain.open()
    await ear.do('person.sign-in', { account, password: 'correct horse' })
    return ear
  }
  const bob = brain.open()
  await bob.do('person.register', { name: 'bob', password: 'correct horse' })
  for (const room of await closedRooms(alice)) {
    const { file } = await share(alice, room)
    expect(await (await signedIn('alice')).do('file.fetch', { file: file.id })).toEqual({ file })
    await expect((await signedIn('bob')).do('file.fetch', { file: file.id })).rejects.toEqual(refused('not-joined'))
  }
})

test('[R-FILE-106] a link lets in whoever was shown it, until its time is over', async () => {
  await using brain = await testBrain({ limits: { file_link_ms: day } })
  const alice = await brain.person('alice')
  const { file, sign } = await share(alice)
  const [stranger, fetch] = [brain.open(), { file: file.id, sign }]
  expect(await stranger.do('file.fetch', fetch)).toEqual({ file })
  await expect(stranger.do('file.fetch', { file: file.id })).rejects.toEqual(refused('link-expired'))
  brain.clock.advance(day)
  // Whoever follows it is given no better one; whoever is in the room is.
  expect(await stranger.do('file.fetch', fetch)).toEqual({ file })
  const renewed = await alice.do('file.fetch', fetch)
  expect(renewed.file.url).not.toBe(file.url)
  const { entries } = await alice.do('message.history', { room: 'lobby' })
  expect(entries.map((entry) => entry.file?.url)).toEqual([renewed.file.url])
  brain.clock.advance(day)
  await expect(stranger.do('file.fetch', fetch)).rejects.toEqual(refused('link-expired'))
  expect(await alice.do('file.fetch', fetch)).toMatchObject({ file: { id: file.id } })
})

test('[R-FILE-107] a link is the same for everybody and for a while, and good for one period at least', async () => {
  await using brain = await testBrain({ limits: { file_link_ms: day } })
  const file = { id: 'f', name: 'a', type: 'text/plain', bytes: 1, sha256: 'x' }
  const at = (now: number) => ({ ...brain.ports, clock: { ...brain.ports.clock, now: () => now } })
  const signAt = (now: number): string => sharedFile(at(now), file).url.split('?t=')[1] ?? ''
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: day - 1 }), (now, later) => {
      const sign = signAt(now)
      expect(signAt(Math.floor(now / day) * day)).toBe(sign)
      expect([later, 2 * day + later].map((passed) => isSigned(file, sign, at(now + passed)))).toEqual([true, false])
    }),
  )
})

test('[R-FILE-108] a signature is of one file and one time: no other is good, whatever it looks like', async () => {
  await using brain = await testBrain()
  const alice = await brain.person('alice')
  const [one, other] = [await share(alice), await share(alice)]
  const { ports } = brain
  const [until = '', signature = ''] = one.sign.split('.')
  const later = (Number.parseInt(until, 36) + day).toString(36)
  const forged = [
    other.sign,
    `${later}.${signature}`,
    `0${one.sign}`,
    until,
    `${until}.`,
    one.sign.toUpperCase(),
    '.',
    '',
  ]
  for (const sign of forged) {
    const fetched = brain.open().do('file.fetch', { file: one.file.id, sign })
    await expect(fetched).rejects.toEqual(refused('link-expired'))
  }
  expect(isSigned(one.file, one.sign, { ...ports, secret: 'that of another server' })).toBe(false)
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `${until}.${text}`),
      ),
      (sign) => {
        expect(isSigned(one.file, sign, ports)).toBe(sign === one.sign)
      },
    ),
  )
})

test('[R-FILE-109] a file that an account keeps in no room has an address without an end', async () => {
  await using brain = await testBrain({ limits: { file_link_ms: 1 } })
  const alice = brain.open()
  await alice.do('person.register', { name: 'alice', password: 'correct horse' })
  const { file } = await alice.do('file.keep', { name: 'a.txt' }, bytesOf('mine'))
  expect(file.url).toBe(`/files/${file.id}/a.txt`)
  brain.clock.advance(1_000 * day)
  expect(await brain.open().do('file.fetch', { file: file.id })).toEqual({ file })
})
