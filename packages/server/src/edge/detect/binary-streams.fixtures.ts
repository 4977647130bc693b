// Generates what clients of the binary wires send first: TLS, PROXY headers, frames, length-prefixed messages, telnet, and strangers.

import { glue, hex, padded, utf8, type Dice } from './fixtures.ts'
import { FRAME_SIZES_BYTES, PLAIN_TELNET, PROXY, TLS, UNKNOWN, frames, prefixed, type BodyEncoding } from './verdict.ts'
import { fitting, noise, sentence, word, type Maker } from './words.fixtures.ts'

/** How texts begin that look like another wire. */
const LOOKALIKES = [
  'GET /',
  'GET / HTTP/1.1',
  'NICK bob',
  'CAP LS',
  'SSH-2.0-x',
  '{',
  '{"a":1}',
  '{}',
  'PROXY TCP4 ',
  'QUIT',
  'POST /x',
  '[1]',
]
const OPENINGS_OF_OTHERS = [
  '15 03 01 00 02 02 28',
  '16 02',
  '00 00 00 85 ff 53 4d 42 72',
  '03 00 00 13 0e e0 00 00 00',
  '00 00 00 08 04 d2 16 2f',
  '05 01 00',
  '10 1a 00 04',
  '04 01 00 50',
  '80 2e 01 00 02',
  '68 69 00 68 69',
]

export const tls: Maker = (dice) => ({
  bytes: glue(hex(`1603${dice.pick(['00', '01', '02', '03', '04'])}`), noise(dice, 2 + dice.below(500))),
  verdict: TLS,
})

export const proxy: Maker = (dice) => ({
  bytes: dice.chance(0.5)
    ? glue(hex('0d0a0d0a000d0a515549540a 21 11 000c c0000207 c0000208 1234 2b67'), noise(dice, dice.below(50)))
    : utf8(`PROXY ${dice.pick(['TCP4 192.0.2.7 192.0.2.8 4711 11111', 'TCP6 ::1 ::1 1 2', 'UNKNOWN'])}\r\nhello\n`),
  verdict: PROXY,
})

export const paddedTexts: Maker = (dice) => {
  const size = dice.chance(0.6) ? 32 : dice.pick(FRAME_SIZES_BYTES)
  const verdict = frames(size)
  if (size === 32 && dice.chance(0.1)) return { bytes: new Uint8Array(32 * (1 + dice.below(4))), verdict }
  if (size === 32 && dice.chance(0.1)) return { bytes: utf8(word(dice).repeat(32).slice(0, 32)), verdict }
  const lookalike = dice.chance(0.4)
  const opening = lookalike ? dice.pick(LOOKALIKES) : word(dice)
  // A text that looks like another wire shows its NUL within 32 bytes (case a).
  const first = fitting(`${opening}${dice.pick(['', ` ${sentence(dice)}`])}`, (lookalike ? 32 : size) - 1)
  const more = dice.times(dice.below(4), () => padded(fitting(sentence(dice), size - 1), size))
  return { bytes: glue(padded(first, size), ...more), verdict }
}

const prefix = (body: Uint8Array, bytes: 4 | 8): Uint8Array => {
  const length = Buffer.alloc(bytes)
  length.writeUInt32BE(body.length, bytes - 4)
  return glue(length, body)
}

const cborText = (text: string): Uint8Array => {
  const bytes = utf8(text)
  return glue(
    bytes.length < 24 ? Uint8Array.of(0x60 + bytes.length) : Uint8Array.of(0x79, bytes.length >> 8, bytes.length & 255),
    bytes,
  )
}

const BODIES: Readonly<Record<BodyEncoding, (dice: Dice) => Uint8Array>> = {
  json: (dice) => {
    const numbers = dice.times(dice.below(dice.chance(0.1) ? 4000 : 40), () => dice.below(256))
    const text = sentence(dice)
    const value = dice.pick([
      { Text: text },
      { Text: [word(dice), text] },
      { Image: numbers },
      { File: ['a.txt', numbers] },
      { Register: word(dice) },
      'Quit',
    ])
    return utf8(JSON.stringify(value, null, dice.chance(0.1) ? 2 : 0))
  },
  cbor: (dice) =>
    dice.pick([
      glue(hex('a1'), cborText('Text'), cborText(sentence(dice))),
      glue(hex('a1 65'), utf8('Image'), hex('83 01 02 03')),
      cborText('Quit'),
    ]),
  bincode: (dice) => {
    const text = utf8(sentence(dice))
    return glue(Uint8Array.of(dice.below(4), 0, 0, 0, text.length & 255, text.length >> 8, 0, 0, 0, 0, 0, 0), text)
  },
}

export const lengthPrefixed: Maker = (dice) => {
  const body = dice.pick(['json', 'json', 'cbor', 'bincode'] as const)
  const prefixBytes = body === 'cbor' && dice.chance(0.3) ? 8 : 4
  const first = prefix(BODIES[body](dice), prefixBytes)
  const second = dice.chance(0.5) ? prefix(BODIES[body](dice), prefixBytes) : new Uint8Array()
  return { bytes: glue(first, second), verdict: prefixed(body, prefixBytes) }
}

export const telnet: Maker = (dice) => ({
  bytes: glue(
    hex(`ff ${dice.pick(['fb', 'fc', 'fd', 'fe'])}`),
    noise(dice, 1),
    utf8(dice.pick(['', `${sentence(dice)}\r\n`, 'NICK bob\r\nUSER a 0 * :a\r\n'])),
  ),
  verdict: PLAIN_TELNET,
})

export const unknown: Maker = (dice) => ({
  bytes: glue(hex(dice.pick(OPENINGS_OF_OTHERS)), noise(dice, 9 + dice.below(40))),
  verdict: UNKNOWN,
})
