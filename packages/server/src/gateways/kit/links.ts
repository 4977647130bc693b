// How wires that carry text alone show a shared file: its name, its size, and where to fetch it.

import type { FileInfo } from '@hubbub/protocol'

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

/** `cat.png (20 KB): http://HOST:PORT/files/…`, at the site where this client finds pages and files. */
export function fileLink({ name, bytes, url }: Pick<FileInfo, 'name' | 'bytes' | 'url'>, site: string): string {
  return `${name} (${sizeText(bytes)}): ${site}${url}`
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
