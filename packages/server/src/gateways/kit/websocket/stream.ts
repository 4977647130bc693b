// A connection as the stream that the `ws` library reads from and writes to, so that its frames and ours leave through one queue.

import { Duplex } from 'node:stream'

import type { Connection } from '../../../edge/connection.ts'
import { isCloseFrame } from './frames.ts'

export interface StreamHooks {
  /** A close frame is on its way: no frame may follow it. */
  readonly closing: () => void
  /** The last words to somebody who does not keep up. */
  readonly lagging: () => Uint8Array | null
  /** The connection is gone. */
  readonly closed: () => void
}

export function streamOf(connection: Connection, hooks: StreamHooks): Duplex {
  let readOn: (() => void) | undefined
  let ended: (() => void) | undefined
  const send = (frame: Buffer): void => {
    connection.queue.push(frame)
    if (isCloseFrame(frame)) hooks.closing()
  }
  const stream = new Duplex({
    read() {
      readOn?.()
      readOn = undefined
    },
    write(frame: Buffer, _encoding, done) {
      send(frame)
      done()
    },
    // The library writes header and payload one after the other; they are one frame.
    writev(pieces, done) {
      send(Buffer.concat(pieces.map(({ chunk }) => chunk as Buffer)))
      done()
    },
    final(done) {
      ended = done // the library destroys what has ended: it has when the other side has let go as well
      connection.end()
    },
    destroy(error, done) {
      connection.destroy()
      done(error)
    },
  })
  connection.read({
    data: (bytes) => (stream.push(bytes) ? undefined : new Promise((resolve) => (readOn = resolve))),
    ended: () => void stream.push(null),
    closed() {
      ended?.()
      stream.destroy()
      hooks.closed()
    },
    lagging: hooks.lagging,
  })
  return stream
}
