// Tests of the length-prefixed wire over real sockets, byte for byte as its clients speak it: texts, names, and refusals.

import { type World, world } from '@hubbub/testkit'
import { decode, encode } from 'cborg'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { RawClient } from '../kit/fixtures.ts'
import { bodies, json, message, prefixed } from './fixtures.ts'

let place: World
beforeEach(async () => void (place = await world()))
afterEach(() => place.close())

const client = (): RawClient => new RawClient(place.address)
const joined = (who: string) => ({ Text: `<SERVER MSG> A new user has joined the server: ${who}` })
const left = (who: string) => ({ Text: `<SERVER MSG> User: ${who}, has left the server` })

/** A client of the seed, known because it has said something that somebody else heard. */
async function guest(witness: RawClient, text: string): Promise<RawClient> {
  const one = client()
  await one.write(message({ Text: text }))
  await witness.receives(text)
  return one
}

/** Somebody on plain text who sees what goes on. */
async function witness(): Promise<RawClient> {
  const one = client()
  await one.write('/nick witness\n')
  await one.receives('/help')
  return one
}

test('[R-PREFIXED-1] [R-PREFIXED-2] the observed bytes arrive at all others as they were sent, and never at the sender', async () => {
  await using see = await witness()
  await using ann = await guest(see, 'ann')
  await using bob = client()
  const hi = Buffer.concat([Buffer.of(0, 0, 0, 0x0d), Buffer.from('{"Text":"hi"}')])
  await bob.write(hi)
  expect(await ann.receives(hi)).toEqual(Buffer.concat([message(joined(bob.address)), hi]))
  await ann.write(message({ Text: 'hello bob' }))
  expect(await bob.receives('hello bob')).toEqual(message({ Text: 'hello bob' }))
})

test('[R-PREFIXED-4] whoever comes and goes is told of to the others in the words of the seed', async () => {
  await using see = await witness()
  await using ann = await guest(see, 'ann')
  await using bob = await guest(ann, 'bob')
  const { address } = bob
  bob.finish()
  await bob.ended()
  await ann.receives('has left')
  await see.write('/quit\n')
  await ann.receives('User: witness')
  expect(json(ann)).toEqual([joined(address), { Text: 'bob' }, left(address), left('witness')])
})

test('[R-PREFIXED-1] [R-PREFIXED-14] one byte at a time, and everything in one segment with FIN', async () => {
  await using see = await witness()
  await using ann = await guest(see, 'ann')
  await using slow = client()
  for (const byte of message({ Text: 'slowly' })) await slow.write(Buffer.of(byte))
  await ann.receives('slowly')
  await using bob = client()
  bob.finish(
    Buffer.concat([
      message({ Text: 'one' }),
      message({ Text: 'two' }),
      message({ Text: 'not complete' }).subarray(0, 10),
    ]),
  )
  await bob.ended()
  await see.receives('guest3 has left\n')
  expect(see.text).toContain('<guest3> one\n<guest3> two\n* guest3 has left\n')
})

test('[R-PREFIXED-5] who registers is known by that name on all wires, and nobody hears of a guest', async () => {
  await using see = await witness()
  await using ann = await guest(see, 'ann')
  await using bob = client()
  await bob.write(Buffer.concat([message({ Register: 'bob' }), message({ Text: ['bob', 'hi'] })]))
  await see.receives('<bob> hi\n')
  expect(see.text).toContain('* bob is here\n<bob> hi\n')
  await ann.write(message({ Text: 'hi bob' }))
  await bob.receives('hi bob')
  expect(json(bob)).toEqual([
    { Text: [null, '<SERVER MSG> You are registered as bob'] },
    { Text: ['guest1', 'hi bob'] },
  ])
  expect(json(ann)).toEqual([joined('bob'), { Text: 'hi' }])
})

test('[R-PREFIXED-5] whose name is taken is told so, and can register another one later', async () => {
  await using see = await witness()
  await using bob = client()
  await bob.write(message({ Register: 'Witness' }))
  await bob.receives('already has that name')
  await bob.write(message({ Text: ['Witness', 'still here'] }))
  await see.receives('<guest1> still here\n')
  await bob.write(message({ Register: 'bob' }))
  await bob.receives('registered as bob')
  await see.receives('* guest1 is now bob\n')
  expect(json(bob)).toEqual([
    { Text: [null, '<SERVER MSG> Somebody here already has that name: Witness'] },
    { Text: [null, '<SERVER MSG> You are registered as bob'] },
  ])
})

test('[R-PREFIXED-6] a name that a message carries counts as registering', async () => {
  await using see = await witness()
  await using ann = await guest(see, 'ann')
  await using bob = client()
  await bob.write(message({ Text: [null, 'who am I'] }))
  await see.receives('<guest2> who am I\n')
  await bob.write(message({ Text: ['bob', 'I am bob'] }))
  await see.receives('<bob> I am bob\n')
  await ann.receives('I am bob')
  expect(json(ann)).toContainEqual({ Text: `<SERVER MSG> User: ${bob.address} is now bob` })
})

test('[R-PREFIXED-3] a connection keeps the form that it used first', async () => {
  await using see = await witness()
  await using bare = await guest(see, 'bare')
  await bare.write(message({ Text: ['carol', 'later'] }))
  await see.receives('<carol> later\n')
  await using named = client()
  await named.write(message({ Text: [null, 'named'] }))
  await bare.receives('named')
  await named.write(message({ Text: 'now bare' }))
  await bare.receives('now bare')
  await see.write('hi all\n')
  await bare.receives('hi all')
  await named.receives('hi all')
  expect(json(bare).slice(-2)).toEqual([{ Text: 'now bare' }, { Text: 'hi all' }])
  expect(json(named)).toContainEqual({ Text: ['witness', 'hi all'] })
})

test('[R-PREFIXED-2] each encoding hears the others in its own', async () => {
  await using see = await witness()
  await using inJson = await guest(see, 'json')
  await using inCbor = client()
  await inCbor.write(Buffer.from('00000009a16454657874626869', 'hex'))
  await inJson.receives('hi')
  await using inBincode = client()
  const field = Buffer.from('\u0007\0\0\0\0\0\0\0bincode')
  await inBincode.write(prefixed(Buffer.concat([Buffer.of(2, 0, 0, 0), field])))
  await inJson.receives('bincode')
  await inJson.write(message({ Text: 'to all' }))
  await inCbor.receives('to all')
  await inBincode.receives('to all')
  expect(bodies(inCbor.received).map((body) => decode(body))).toEqual([
    joined(inBincode.address),
    { Text: 'bincode' },
    { Text: 'to all' },
  ])
  expect(bodies(inBincode.received)).toEqual([
    Buffer.concat([Buffer.of(2, 0, 0, 0), Buffer.from('\u0006\0\0\0\0\0\0\0to all')]),
  ])
  expect(json(inJson).slice(-3)).toEqual([{ Text: 'hi' }, joined(inBincode.address), { Text: 'bincode' }])
})

test.each<[what: string, first: Buffer]>([
  ['an unknown key', message({ Shout: 'hi' })],
  ['no JSON', prefixed(Buffer.from('{"Text":hi}'))],
])('[R-PREFIXED-10] %s is refused with a Text, and the connection ends', async (_, first) => {
  await using see = await witness()
  await using bob = client()
  await bob.write(Buffer.concat([first, message({ Text: 'not any more' })]))
  await bob.ended()
  expect(json(bob)).toEqual([{ Text: expect.stringMatching(/^<SERVER MSG> I cannot read that\./u) }])
  await see.write('/history\n')
  expect(String(await see.receives('Nothing was said here yet'))).not.toContain('not any more')
})

test('[R-PREFIXED-10] also for somebody who was understood before', async () => {
  await using see = await witness()
  await using bob = await guest(see, 'hello')
  await bob.write(prefixed(Buffer.from('nonsense')))
  await bob.ended()
  expect(json(bob)).toEqual([{ Text: expect.stringMatching(/^<SERVER MSG> I cannot read that\./u) }])
  await see.receives('* guest1 has left\n')
})

test('[R-PREFIXED-11] a body that is announced too large is refused before it comes', async () => {
  await using small = await world({ limits: { length_prefixed_body_bytes_max: 1_000 } })
  await using bob = new RawClient(small.address)
  await bob.write(message({ Text: 'hello' }))
  await bob.write(Buffer.of(0, 0, 4, 0))
  await bob.ended()
  expect(json(bob)).toEqual([{ Text: '<SERVER MSG> That is too large: 1000 bytes are the most.' }])
})

test('[R-PREFIXED-11] what all clients send at once is bounded, and a body that comes whole is always taken', async () => {
  await using small = await world({ limits: { length_prefixed_bodies_bytes_max: 100_000 } })
  await using see = new RawClient(small.address)
  await see.write('/nick witness\n')
  await see.receives('/help')
  await using hoarder = new RawClient(small.address)
  await hoarder.write(message({ Text: 'hoarder' }))
  await see.receives('hoarder')
  await hoarder.write(message({ Text: 'x'.repeat(80_000) }).subarray(0, 70_000))
  await using bob = new RawClient(small.address)
  await bob.write(message({ Text: 'bob' }))
  await see.receives('bob')
  await bob.write(message({ Text: 'x'.repeat(200_000) }).subarray(0, 100_000))
  await bob.ended()
  expect(json(bob)).toEqual([{ Text: '<SERVER MSG> Too much at once; slow down and try again.' }])
  await using carol = new RawClient(small.address)
  await carol.write(message({ Text: 'carol' }))
  await see.receives('> carol\n')
})

test('[R-PREFIXED-15] what cannot be done is answered with a Text, and the talk goes on', async () => {
  await using see = await witness()
  await using bob = await guest(see, 'hello')
  await bob.write(message({ Text: 'x'.repeat(20_000) }))
  await bob.receives('too long')
  expect(json(bob)).toEqual([{ Text: '<SERVER MSG> That is too long.' }])
  await bob.write(message({ Text: 'shorter' }))
  await see.receives('<guest1> shorter\n')
})

test('[R-PREFIXED-18] what is for one person alone says who spoke', async () => {
  await using see = await witness()
  await using bare = await guest(see, 'bare')
  await using named = client()
  await named.write(message({ Register: 'bob' }))
  await named.receives('registered')
  await see.write('/msg guest1 psst\n/msg bob psst\n')
  await bare.receives('psst')
  await named.receives('psst')
  expect(json(bare).at(-1)).toEqual({ Text: 'witness to you: psst' })
  expect(json(named).at(-1)).toEqual({ Text: ['witness', '(to you) psst'] })
})

test('[R-PREFIXED-17] on a port for this wire a silent client is here, and hears in the form of the seed', async () => {
  await using hinting = await world({ listen: ['127.0.0.1:0=length-prefixed'], limits: { hint_silence_ms: 1 } })
  await using see = new RawClient(hinting.address)
  await see.write('/nick witness\n')
  await see.receives('/help')
  await using silent = new RawClient(hinting.server.addresses[1] ?? hinting.address)
  await see.receives('guest1 is here')
  await see.write('hello\n')
  expect(await silent.receives('hello')).toEqual(message({ Text: 'hello' }))
})

test('[R-PREFIXED-15] a server that stops says so', async () => {
  await using see = await witness()
  await using bob = await guest(see, 'hello')
  const closing = place.server.close()
  await bob.ended()
  expect(json(bob).at(-1)).toEqual({ Text: '<SERVER MSG> The server is stopping.' })
  await closing
})

test('[R-PREFIXED-10] CBOR that cannot be read is refused in CBOR', async () => {
  await using bob = client()
  await bob.write(prefixed(encode({ Shout: 'hi' })))
  await bob.ended()
  expect(bodies(bob.received).map((body) => decode(body))).toEqual([
    { Text: expect.stringMatching(/^<SERVER MSG> I cannot read/u) },
  ])
})
