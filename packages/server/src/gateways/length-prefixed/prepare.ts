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
type PreparePorts = Pick<GatewayPorts, 'blobs' | 'clock' | 'limits' | 'log'>

/** The formats that the clients of this family turn into PNG. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/tiff'])

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

function isSent({ file, erased }: FileMessage, { dialect }: Form, { limits }: PreparePorts): boolean {
  return (
    erased === undefined &&
    dialect.prefixBytes === 4 &&
    file.bytes * bodyBytesPerByte <= limits.length_prefixed_body_bytes_max
  )
}

/** Never rejects: a file whose bytes cannot be had is shown as a link. */
async function prepareFile(message: FileMessage, form: Form, ports: PreparePorts): Promise<void> {
  const { author, file } = message
  try {
    await ownPeopleKnown(ports.clock)
    const bytes = await wholeFile(file, ports)
    const key = form.peers.keyOf(file.id) ?? keyFor(file)
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

async function wholeFile({ sha256 }: FileInfo, { blobs }: PreparePorts): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of blobs.read(sha256)) pieces.push(piece)
  return Buffer.concat(pieces)
}
