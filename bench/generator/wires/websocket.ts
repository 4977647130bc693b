// The websocket wire by hand, as cheap as can be, since thousands of clients share one core.

import { randomBytes } from 'node:crypto'

import { MARK } from '../body.ts'
import type { Reader, Speaker, Wire } from './wire.ts'

// What follows the text in the frame that carries it: `"}}`.
const TAIL_BYTES = 3
const LETTER_R = 0x72

export const websocket: Wire = {
  opening: (_, port) =>
    `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  reader,
  async enter(speaker, how) {
    await request(speaker, 'person.identify', {})
    const { room } = speaker
    await (how === 'create' ? request(speaker, 'room.create', { name: room }) : request(speaker, 'room.join', { room }))
  },
  template(room, body) {
    const id = '0000000000' // filled in with the number, so that ids of one moment lie side by side as our client's do
    const asked = `{"id":1${id},"do":"message.send","with":{"room":"${room}","clientId":"1${id}","body":"${body}"}}`
    const frame = maskedFrame(asked)
    const idAt = frame.indexOf('"clientId":"1') + '"clientId":"1'.length
    return { frame, bodyAt: frame.length - body.length - TAIL_BYTES, idAt }
  },
}

/** Rejects when it is refused. */
async function request(speaker: Speaker, name: string, input: object): Promise<void> {
  const reply = await speaker.ask(maskedFrame(JSON.stringify({ id: 1, do: name, with: input })))
  const { error } = JSON.parse(reply) as { error?: { says: string } }
  if (error !== undefined) throw new Error(error.says)
}

function reader(speaker: Speaker): Reader {
  let shakesHands = true
  return (bytes) => {
    if (!shakesHands) return frames(speaker, bytes, 0)
    const end = bytes.indexOf('\r\n\r\n')
    if (end < 0) return 0
    shakesHands = false
    if (bytes.toString('latin1', 0, 12) === 'HTTP/1.1 101') speaker.opened()
    else speaker.failed(new Error(bytes.toString('latin1', 0, end)))
    return frames(speaker, bytes, end + 4)
  }
}

function frames(speaker: Speaker, bytes: Buffer, from: number): number {
  let at = from
  while (bytes.length - at >= 2) {
    const short = (bytes[at + 1] as number) & 0x7f
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    if (bytes.length - at < head) break
    const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : bytes.readUInt32BE(at + 6)
    const end = at + head + length
    if (bytes.length < end) break
    frame(speaker, bytes.subarray(at + head, end))
    at = end
  }
  return at
}

function frame(speaker: Speaker, payload: Buffer): void {
  const textAt = payload.length - TAIL_BYTES - speaker.bodyBytes
  if (textAt > 0 && payload[textAt] === MARK) speaker.delivery(payload, textAt)
  else if (payload[2] === LETTER_R) speaker.answered(payload.toString('utf8'))
}

/** A text frame as clients must send it, masked with zeros (RFC 6455, section 5.3). */
function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const long = payload.length >= 126
  const bytes = Buffer.alloc((long ? 8 : 6) + payload.length)
  bytes[0] = 0x81
  bytes[1] = 0x80 | (long ? 126 : payload.length)
  if (long) bytes.writeUInt16BE(payload.length, 2)
  payload.copy(bytes, long ? 8 : 6)
  return bytes
}
