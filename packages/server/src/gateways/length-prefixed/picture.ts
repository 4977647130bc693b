// An image comes without a name on this wire: it is given one, by its time and by what it really is.

import { limits } from '@hubbub/protocol'

/** `image-2026-09-21-14.30.05.png` */
export async function pictureName(bytes: Uint8Array, at: number): Promise<string> {
  const { fileTypeFromBuffer } = await import('file-type') // with the first image, and not when the server starts
  const type = await fileTypeFromBuffer(bytes.subarray(0, limits.file_sniff_bytes_max)).catch(() => undefined)
  const time = new Date(at).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '.')
  return `image-${time}.${type?.ext ?? 'bin'}`
}

/** The bytes of a file as a stream of small pieces. */
export async function* contentOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += limits.file_chunk_bytes_max) {
    yield bytes.subarray(at, at + limits.file_chunk_bytes_max)
  }
}
