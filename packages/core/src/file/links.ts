// Files as the protocol shows them, with links to them: made with the server's secret, and followed for a while.

import type { FileInfo } from '@hubbub/protocol'

import type { NewFile, Ports } from '../ports.ts'

type Signing = Pick<Ports, 'secret' | 'random' | 'clock' | 'limits'>

/** A file that was shared in a room. Its link is signed, and the same for everybody who is shown it meanwhile. */
export function sharedFile(ports: Signing, file: NewFile): FileInfo {
  return linkedFile(file, signatureFor(ports, file.id))
}

/** A shared file to whoever followed a link with this signature: they are given no better one. */
export function linkedFile(file: NewFile, signature: string): FileInfo {
  return { ...shown(file), url: `${pathOf(file)}?t=${signature}` }
}

/** A file that is kept in no room. Whoever was told its address may have it. */
export function keptFile(file: NewFile): FileInfo {
  return { ...shown(file), url: pathOf(file) }
}

/** Whether this server has signed a link to the file, and its time is not over. */
export function isSigned({ id }: Pick<NewFile, 'id'>, signature: string, ports: Signing): boolean {
  const { random, clock } = ports
  const until = /^([0-9a-z]{1,10})\.[0-9a-f]+$/u.exec(signature)?.[1]
  if (until === undefined || Number.parseInt(until, UNTIL_BASE) <= clock.now()) return false
  // Digests are compared: how soon they differ tells nothing of what would have been right.
  return random.digest(signature) === random.digest(signed(id, until, ports))
}

// As many hexadecimal digits as nobody finds by chance; a whole digest could be continued by others.
const SIGNATURE_CHARS = 32
const UNTIL_BASE = 36

/** It ends with the period after this one: so it is the same until then, and its time is at least one period. */
function signatureFor(ports: Signing, id: string): string {
  const periodMs = Math.max(1, ports.limits.file_link_ms)
  const until = (Math.floor(ports.clock.now() / periodMs) + 2) * periodMs
  return signed(id, until.toString(UNTIL_BASE), ports)
}

function signed(id: string, until: string, { random, secret }: Pick<Signing, 'random' | 'secret'>): string {
  return `${until}.${random.digest(`${secret} file ${id} ${until}`).slice(0, SIGNATURE_CHARS)}`
}

const pathOf = ({ id, name }: NewFile): string => `/files/${id}/${encodeURIComponent(name)}`

function shown({ id, name, type, bytes, sha256, picture }: NewFile): Omit<FileInfo, 'url'> {
  const file = { id, name, type, bytes, sha256 }
  return picture === undefined ? file : { ...file, picture }
}
