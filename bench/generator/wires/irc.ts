// IRC by hand: a client without capabilities, as cheap as can be.

import { MARK } from '../body.ts'
import type { Reader, Speaker, Wire } from './wire.ts'

const NEWLINE = 0x0a
const END_BYTES = 2

export const irc: Wire = {
  opening: ({ index }) => `NICK b${index}\r\nUSER bench 0 * :bench\r\n`,
  reader,
  async enter(speaker) {
    await speaker.ask(Buffer.from(`JOIN #${speaker.room}\r\n`))
  },
  template(room, body) {
    const frame = Buffer.from(`PRIVMSG #${room} :${body}\r\n`)
    return { frame, bodyAt: frame.length - body.length - END_BYTES }
  },
}

function reader(speaker: Speaker): Reader {
  return (bytes) => {
    let at = 0
    for (;;) {
      const end = bytes.indexOf(NEWLINE, at)
      if (end < 0) return at
      const textAt = end + 1 - END_BYTES - speaker.bodyBytes
      if (textAt > at && bytes[textAt] === MARK) speaker.delivery(bytes, textAt)
      else heard(speaker, bytes.toString('latin1', at, end - 1))
      at = end + 1
    }
  }
}

function heard(speaker: Speaker, line: string): void {
  const [source = '', verb = ''] = line.split(' ', 2)
  answers[source === 'PING' || source === 'ERROR' ? source : verb]?.(speaker, line)
}

const answers: { readonly [verb: string]: (speaker: Speaker, line: string) => void } = {
  '001': (speaker) => speaker.opened(),
  '366': (speaker, line) => speaker.answered(line),
  'ERROR': (speaker, line) => speaker.failed(new Error(line)),
  'PING': (speaker, line) => speaker.send(Buffer.from(`PONG${line.slice('PING'.length)}\r\n`)),
}
