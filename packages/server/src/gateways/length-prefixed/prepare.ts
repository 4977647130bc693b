// What must be known before some events can be shown on this wire: the bytes of a file, and whose arrival it was.

import type { Clock } from '@hubbub/core'
import type { FileInfo, Message } from '@hubbub/protocol'

import type { GatewayPorts } from '../gateway.ts'
import { inTurns } from './bodies/steps.ts'
import { writeMessage } from './dialect.ts'
import type { Prepare } from './in-order.ts'
import { type Form, wordsBeside } from './outbound.ts'
import type { FileKey } from './peers.ts'

type FileMessage = Message & { readonly file: FileInfo }
type PreparePorts = Pick<GatewayPorts, 'blobs' | 'pictures' | 'clock' | 'limits' | 'log'>

/** What the clients of this family store as it comes. */
const pngs = new Set(['image/png', 'image/apng'])

/** The formats that are an Image here; those clients turn into PNG what we cannot. */
const pictures = new Set([...pngs, 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/tiff', 'image/bmp'])

/** In JSON a byte takes up to four (`255,`): a file that could outgrow the largest body is shown as a link, in any encoding. */
const bodyBytesPerByte = 4

/** Make it once for all forms: one file at a time is enough to hold in memory. */
export function preparations(ports: PreparePorts): (form: Form) => Prepare {
  let turn: Promise<void> = Promise.resolve()
  return (form) => (heard) => {
    if (heard.name === 'person.arrived') return ownPeopleKnown(ports.clock)
    if (heard.name !== 'file.shared' || !isSent(heard.payload, form, ports)) return undefined
    return (turn = turn.then(() => prepareFile(heard.payload, form, ports)))
  }
}

/** The event of an arrival, or of a file, comes just before the reply that tells us that it was one of ours. */
function ownPeopleKnown(clock: Clock): Promise<void> {
  return new Promise((resolve) => clock.soon(resolve))
}

function isSent({ file, erased }: FileMessage, { dialect }: Form, ports: PreparePorts): boolean {
  return erased === undefined && dialect.prefixBytes === 4 && fits(file, ports)
}

function fits({ bytes }: { readonly bytes: number }, { limits }: PreparePorts): boolean {
  return bytes * bodyBytesPerByte <= limits.length_prefixed_body_bytes_max
}

/** Never rejects: a file whose bytes cannot be had is shown as a link. */
async function prepareFile(message: FileMessage, form: Form, ports: PreparePorts): Promise<void> {
  const { author, file } = message
  try {
    await ownPeopleKnown(ports.clock)
    const key = form.peers.keyOf(file.id) ?? keyFor(file)
    const png = key === 'Image' && !pngs.has(file.type) ? await pngOf(file, ports) : undefined
    const bytes = await whole(png ?? ports.blobs.read(file.sha256))
    const said =
      key === 'Image' ? { key, user: author.name, bytes } : { key, user: author.name, name: file.name, bytes }
    const written = await inTurns(writeMessage(said, form.dialect), ports.clock)
    form.files.set(message, message.body === '' ? written : Buffer.concat([wordsBeside(message, form), written]))
  } catch (err) {
    ports.log.warn({ err, file: file.id }, 'a file could not be read; it is shown as a link')
  }
}

function keyFor({ type }: FileInfo): FileKey {
  return pictures.has(type) ? 'Image' : 'File'
}

/** An Image is PNG here; one that cannot be made, or would not fit, goes as it is. */
async function pngOf({ sha256 }: FileInfo, ports: PreparePorts): Promise<AsyncIterable<Uint8Array> | undefined> {
  const png = await ports.pictures.variant(sha256, 'png').catch(() => undefined)
  return png !== undefined && fits(png, ports) ? png.read() : undefined
}

async function whole(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}
