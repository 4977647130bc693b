// Tests of the plain wire over real sockets: nc, telnet and raw streams.

import { type World, world } from '@hubbub/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { RawClient } from '../kit/fixtures.ts'

let place: World
beforeEach(async () => void (place = await world()))
afterEach(() => place.close())

const client = (): RawClient => new RawClient(place.address)
const help = '* /nick NAME takes another name, /help shows what else there is.\n'
const welcome = (name: string): string => `* Welcome to hubbub, ${name}. What you type is said in the lobby.\n${help}`

async function person(name: string): Promise<RawClient> {
  const one = client()
  await one.write(`/nick ${name}\n`)
  await one.receives(help)
  return one
}

/** Everything received after the welcome, up to and with `last`. */
async function after(one: RawClient, last: string): Promise<string> {
  const text = String(await one.receives(last))
  return text.slice(text.indexOf(help) + help.length)
}

test('[R-PLAIN-1] [R-PLAIN-2] a line is said in the lobby; its sender does not hear it', async () => {
  await using ann = client()
  await ann.write('hello\n')
  await ann.receives(help)
  await using bob = await person('bob')
  await bob.write('hi ann\n\n   \n')
  await bob.receives('hello')
  await bob.write('/where\n')
  expect(await after(bob, 'in lobby\n')).toMatch(/^\[\d\d:\d\d\] <guest1> hello\n\* You are in lobby\n$/u)
  expect(await after(ann, 'hi ann\n')).toBe('* bob is here\n<bob> hi ann\n')
})

test('[R-PLAIN-2] a newcomer is welcomed, reads the last ten entries, and then what is live', async () => {
  await using ann = await person('ann')
  const said = Array.from({ length: 12 }, (_, index) => `line ${index}`)
  await ann.write(`${said.join('\n')}\n/history\n`)
  await ann.receives('] <ann> line 11')
  await using bob = await person('bob')
  await ann.receives('bob is here')
  await ann.write('live\n')
  const told = (await after(bob, 'live\n')).split('\n')
  expect(told.slice(0, 10).map((line) => line.replace(/^\[\d\d:\d\d\] /u, ''))).toEqual(
    said.slice(2).map((text) => `<ann> ${text}`),
  )
  expect(told.slice(10)).toEqual(['<ann> live', ''])
})

test('[R-PLAIN-3] a first line `/nick NAME` is who one is, and nobody hears of a guest', async () => {
  await using ann = await person('ann')
  await using bob = await person('bob')
  expect(bob.text).toBe(welcome('bob'))
  await bob.write('/nick robert\nhi\n')
  expect(await after(ann, 'hi\n')).toBe('* bob is here\n* bob is now robert\n<robert> hi\n')
  await bob.receives('* You are now robert\n')
})

test('[R-PLAIN-3] whose name is taken is told so, and is a guest', async () => {
  await using ann = await person('ann')
  await using other = await person('ANN')
  expect(other.text).toBe(`! Somebody here already has that name: ANN\n${welcome('guest1')}`)
  await ann.receives('* guest1 is here\n')
})

test('[R-PLAIN-4] commands are answered with lines, and what cannot be done with a line that begins with `!`', async () => {
  await using ann = await person('ann')
  await ann.write('/who\n/nosuch\n/msg\n/msg nobody hi\n/join attic\n/away\n/topic Tea\n/topic\n/rooms\n/help\n')
  expect(await after(ann, '/quit ')).toContain(
    [
      '* Here: ann',
      '! There is no command /nosuch. Try /help.',
      '! Usage: /msg TO BODY',
      '! There is nobody here by that name: nobody',
      '! There is no such room: attic',
      '* You are shown as away',
      '* Topic of lobby: Tea',
      '* Topic of lobby: Tea',
      '* lobby (Lobby): Tea [joined]',
      '  /quit ',
    ].join('\n'),
  )
})

test('[R-PLAIN-4] what is typed goes to the room one is in: the last one joined or made, or else the lobby', async () => {
  await using ann = await person('ann')
  await using bob = await person('bob')
  await bob.write('/create Dev Talk\nin dev\n')
  await bob.receives('You made dev-talk')
  await ann.receives('bob made the room Dev Talk: /join dev-talk')
  await ann.write('/join Dev Talk\n')
  await ann.receives('<bob> in dev\n')
  await ann.write('me too\n/leave\nback\n/where\n')
  expect(await after(ann, 'in lobby\n')).toMatch(
    /\* You are in dev-talk \(Dev Talk\)\. What you type is said there now\.\n\[\d\d:\d\d\] \[dev-talk\] <bob> in dev\n\* You left dev-talk\..*\n\* You are in lobby\n$/u,
  )
  expect(await after(bob, 'back\n')).toContain(
    '[dev-talk] * ann joined\n[dev-talk] <ann> me too\n[dev-talk] * ann left\n<ann> back\n',
  )
})

test('[R-PLAIN-11] a direct message is marked, and nobody else reads it', async () => {
  await using ann = await person('ann')
  await using bob = await person('bob')
  await using eve = await person('eve')
  await ann.write('/msg bob psst\nloud\n')
  expect(await after(bob, 'loud\n')).toContain('<ann to you> psst\n<ann> loud\n')
  expect(await after(eve, 'loud\n')).not.toContain('psst')
})

test('[R-PLAIN-10] coming, going and changing are a line each', async () => {
  await using ann = await person('ann')
  await using bob = await person('bob')
  await bob.write('/away\n/busy\n/back\n/nick rob\n/create Den\n/topic Tea\n/leave\n/topic Milk\n/quit\n')
  await bob.ended()
  expect(await after(ann, 'has left\n')).toBe(
    [
      '* bob is here',
      '* bob is away',
      '* bob is busy',
      '* bob is back',
      '* bob is now rob',
      '* rob made the room Den: /join den',
      '* rob set the topic: Milk',
      '* rob has left',
      '',
    ].join('\n'),
  )
})

test('[R-PLAIN-6] the 99 bytes of a raw client in one segment with FIN are four messages, and a departure', async () => {
  await using ann = await person('ann')
  await using raw = client()
  raw.finish('Message 1 from client\nMessage 2 from client\nMessage 3 from client\nMessage 4 from client\n!Disconnect')
  await raw.ended()
  const said = [1, 2, 3, 4].map((number) => `<guest1> Message ${number} from client\n`).join('')
  expect(await after(ann, 'left\n')).toBe(`* guest1 is here\n${said}* guest1 has left\n`)
})

test('[R-PLAIN-6] a raw client that goes without a word after its marker has said everything', async () => {
  await using ann = await person('ann')
  await using raw = client()
  await raw.write('Message 1 from client\nlast words!Disc')
  await ann.receives('Message 1')
  await raw.write('onnect')
  expect(String(await raw.ended())).toContain('Welcome')
  expect(await after(ann, 'left\n')).toBe(
    '* guest1 is here\n<guest1> Message 1 from client\n<guest1> last words\n* guest1 has left\n',
  )
})

test('[R-PLAIN-12] everything before FIN is said and answered, a line without its end too, and then the connection ends', async () => {
  await using ann = await person('ann')
  await using bob = client()
  bob.finish('/nick bob\none\n/who\ntwo')
  expect(String(await bob.ended())).toBe(`${welcome('bob')}* Here: ann, bob\n`)
  expect(await after(ann, 'left\n')).toBe('* bob is here\n<bob> one\n<bob> two\n* bob has left\n')
})

test('[R-PLAIN-12] what was said before the connection broke is said', async () => {
  await using ann = await person('ann')
  await using bob = await person('bob')
  await bob.write(Array.from({ length: 50 }, (_, index) => `line ${index}\n`).join(''))
  await ann.receives('<bob> line 0\n')
  bob.drop()
  expect(await after(ann, 'left\n')).toMatch(/<bob> line 49\n\* bob has left\n$/u)
})

test('[R-PLAIN-8] a line that is too long is refused with one line, and the next is said', async () => {
  await using ann = await person('ann')
  await using bob = await person('bob')
  await bob.write(`${'x'.repeat(100_000)}\nshort\n`)
  expect(await after(ann, 'short\n')).toBe('* bob is here\n<bob> short\n')
  expect(await after(bob, 'most.\n')).toBe('! That line is too long and was not said: 16384 bytes are the most.\n')
})

test('[R-PLAIN-9] where lines are not ended each read is a message', async () => {
  await using ann = await person('ann')
  await using raw = client()
  await raw.write('no newline')
  await ann.receives('<guest1> no newline\n')
  await raw.write('and another')
  expect(await after(ann, 'another\n')).toBe('* guest1 is here\n<guest1> no newline\n<guest1> and another\n')
})

test('[R-PLAIN-5] telnet is answered, and reads lines that end in CR LF', async () => {
  await using ann = client()
  await ann.write(Buffer.of(0xff, 0xfb, 0x1f, 0xff, 0xfd, 0x03))
  const greeted = await ann.receives('else there is.\r\n')
  expect(greeted.subarray(0, 6)).toEqual(Buffer.of(0xff, 0xfe, 0x1f, 0xff, 0xfc, 0x03))
  expect(greeted.subarray(6).toString()).toBe(welcome('guest1').replaceAll('\n', '\r\n'))
  await ann.write('/nick ann\r\0/where\r\n')
  await ann.receives('* You are now ann\r\n* You are in lobby\r\n')
})

test('[R-PLAIN-14] on a port for plain text a silent client is here, and hears', async () => {
  await using hinting = await world({ listen: ['127.0.0.1:0=plain'], limits: { hint_silence_ms: 1 } })
  await using silent = new RawClient(hinting.server.addresses[1] ?? hinting.address)
  expect(String(await silent.receives(help))).toBe(welcome('guest1'))
  await using bob = new RawClient(hinting.address)
  await bob.write('hello\n')
  expect(String(await silent.receives('hello\n'))).toBe(`${welcome('guest1')}* guest2 is here\n<guest2> hello\n`)
})

test('[R-PLAIN-13] whoever says too much too fast is read slowly, and nothing is lost', async () => {
  await using slow = await world({ limits: { flood_burst_messages: 10, flood_messages_per_second: 500 } })
  await using ann = new RawClient(slow.address)
  await ann.write('/nick ann\n')
  await ann.receives(help)
  await using bob = new RawClient(slow.address)
  const said = Array.from({ length: 60 }, (_, index) => `line ${index}`)
  const begun = performance.now()
  bob.finish(`${said.join('\n')}\n`)
  const told = await after(ann, 'left\n')
  expect(told.match(/line \d+/gu)).toEqual(said)
  expect(performance.now() - begun).toBeGreaterThan(90) // (60 - 10) messages at 500 a second
})

test('[R-PLAIN-13] [R-PLAIN-12] whoever leaves is gone at once, and what else came is not said', async () => {
  await using slow = await world({ limits: { flood_burst_messages: 5, flood_messages_per_second: 1 } })
  await using ann = new RawClient(slow.address)
  await ann.write('/nick ann\n')
  await ann.receives(help)
  await using bob = new RawClient(slow.address)
  await bob.write(`/nick bob\none\n/quit\n${'too late\n'.repeat(100)}`)
  expect(String(await bob.ended())).toBe(`${welcome('bob')}* Bye\n`)
  expect(await after(ann, 'left\n')).toBe('* bob is here\n<bob> one\n* bob has left\n')
})

test('[R-PLAIN-15] a server that stops says so', async () => {
  await using ann = await person('ann')
  const closing = place.server.close()
  expect(String(await ann.ended())).toContain('! The server is stopping.\n')
  await closing
})
