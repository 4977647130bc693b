// Sends files of this computer over tus-js-client, which is loaded when there is one to be sent.

import { type SendFile, tusSender } from '@hubbub/client'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'

/** The source is a path. */
export const sendFile: SendFile = tusSender(async ({ source, options, unreadable }) => {
  const { Upload } = await import('tus-js-client')
  const path = String(source)
  const openFile = async () => ({
    size: options.uploadSize,
    async slice(start: number, end: number) {
      const value = Readable.from(bytesOf(path, start, end), { objectMode: false }).on('error', unreadable)
      return { value: Object.assign(value, { size: end - start }), done: true }
    },
    close() {},
  })
  // The library's own way with files lets an unreadable one end the program.
  return new Upload(Buffer.from(path), { ...options, fileReader: { openFile } })
})

async function* bytesOf(path: string, start: number, end: number): AsyncGenerator<Uint8Array> {
  let left = end - start
  for await (const piece of createReadStream(path, { start, end: end - 1 }) as AsyncIterable<Buffer>) {
    left -= piece.byteLength
    yield piece
  }
  if (left > 0) throw new Error(`${path} has become shorter while it was sent.`)
}
