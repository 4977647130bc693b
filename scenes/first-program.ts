// The Rust course's first program on the length-prefixed wire, byte by byte: it says a text, and keeps the bodies that it gets.

import { connect } from 'node:net'

export interface FirstProgram {
  /** Resolves with all that came until this body was among it. */
  until(body: string): Promise<string[]>
  close(): void
}

export function firstProgram(at: { readonly host: string; readonly port: number }, text: string): FirstProgram {
  const socket = connect(at)
  const bodies: string[] = []
  let unread = Buffer.alloc(0)
  let changed = Promise.withResolvers<void>()
  socket.on('data', (piece) => {
    unread = Buffer.concat([unread, piece])
    while (unread.length >= 4 && unread.length >= 4 + unread.readUInt32BE(0)) {
      const end = 4 + unread.readUInt32BE(0)
      bodies.push(unread.toString('utf8', 4, end))
      unread = unread.subarray(end)
    }
    changed.resolve()
    changed = Promise.withResolvers()
  })
  const body = Buffer.from(JSON.stringify({ Text: text }))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  socket.write(Buffer.concat([length, body]))
  return {
    async until(last) {
      while (!bodies.includes(last)) await changed.promise
      return bodies
    },
    close: () => void socket.destroy(),
  }
}
