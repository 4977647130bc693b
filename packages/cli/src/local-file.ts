// A file on this computer, as somebody names it in a line: found, or refused in a sentence.

import { limits } from '@hubbub/protocol'
import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join, resolve } from 'node:path'

import { Complaint } from './complaint.ts'
import { showBytes } from './terminal/format.ts'

export interface LocalFile {
  readonly path: string
  readonly name: string
  readonly bytes: number
  /** Another one when the file has changed. */
  readonly fingerprint: string
}

/** Throws a Complaint that says what is wrong with the path. */
export async function localFile(typed: string): Promise<LocalFile> {
  const path = pathOf(typed)
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw new Complaint(`${path}: ${reasons[cause.code ?? ''] ?? cause.message}.`)
  })
  if (found.isDirectory()) throw new Complaint(`${path} is a folder; only files can be shared.`)
  if (!found.isFile()) throw new Complaint(`${path} is not a file.`)
  const fingerprint = `${resolve(path)} ${found.size} ${found.mtimeMs}`
  return { path, name: basename(path), bytes: found.size, fingerprint }
}

/** Throws a Complaint when it is larger than what the server takes. */
export function checkSize({ path, bytes }: LocalFile, bytesMax: number = limits.file_bytes_max): void {
  if (bytes > bytesMax)
    throw new Complaint(`${path} is too large: ${showBytes(bytes)}, and ${showBytes(bytesMax)} is the most.`)
}

const reasons: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'you may not read it',
  ENAMETOOLONG: 'that cannot be the name of a file',
}

/** The path that was meant: terminals put quotes around what is dropped on them, and `~` is the home folder. */
function pathOf(typed: string): string {
  const [, quote, inside] = /^(["'])(.*)\1$/su.exec(typed) ?? []
  const path = quote === undefined ? typed : (inside ?? '')
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path
}
