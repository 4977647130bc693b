// How wires that carry text alone show a shared file: its name, its size, and where to fetch it.

import type { FileInfo } from '@hubbub/protocol'

/** The address that a client reached us at: links lead there. */
export interface LinkBase {
  readonly host: string
  readonly port: number
}

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

/** `cat.png (20 KB): http://HOST:PORT/files/…` */
export function fileLink(file: Pick<FileInfo, 'name' | 'bytes' | 'url'>, { host, port }: LinkBase): string {
  const name = host.includes(':') ? `[${host}]` : host
  return `${file.name} (${sizeText(file.bytes)}): http://${name}:${port}${file.url}`
}

/** `980 bytes`, `1.5 KB`, `20 KB` */
function sizeText(bytes: number): string {
  if (bytes === 1) return '1 byte'
  let size = bytes
  let unit = 0
  while (size >= 1_000 && unit < units.length - 1) {
    size /= 1_024
    unit += 1
  }
  const digits = unit > 0 && size < 10 ? 1 : 0
  return `${Number(size.toFixed(digits))} ${units[unit] ?? ''}`
}
