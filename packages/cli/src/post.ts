// `hubbub post`: says one thing, or shares one file, and ends well only when the server has stored it.

import type { Client } from '@hubbub/client'
import { limits, utf8Bytes } from '@hubbub/protocol'

import { type Address, showAddress } from './client/address.ts'
import { Complaint } from './complaint.ts'
import { clientAt, firstLive } from './client/connect.ts'
import { enterRoom } from './client/rooms.ts'
import { type Run, takeUp } from './client/unfinished.ts'
import { checkSize, localFile, type LocalFile } from './local-file.ts'

export interface PostOptions {
  readonly name?: string
  readonly file?: string
}

export interface Post {
  readonly room: string
  /** The words of the text; none, or a single `-`, for the standard input. */
  readonly words: readonly string[]
}

/** Resolves after the acknowledgement; rejects with the reason when there is none. */
export async function post(address: Address, { room, words }: Post, options: PostOptions): Promise<void> {
  const body = await bodyOf(words, options)
  const file = options.file === undefined ? undefined : await localFile(options.file)
  const client = clientAt(address, options.name, file && runOf(address, [room, body, file.fingerprint], options))
  await firstLive(client, address)
  const patience = patienceFor(limits.request_timeout_ms)
  try {
    await Promise.race([say(client, { room, body, file, moved: patience.renew }), patience.over])
  } finally {
    patience.end()
    await client.leave()
  }
}

/** The same command once more goes on with what it has not finished, as the same person. */
function runOf(address: Address, what: readonly string[], { name = '' }: PostOptions): Run {
  return takeUp(['post', showAddress(address), name, ...what])
}

interface Saying {
  readonly room: string
  readonly body: string
  readonly file: LocalFile | undefined
  moved(): void
}

async function say(client: Client, { room: ref, body, file, moved }: Saying): Promise<void> {
  const { slug: room } = await enterRoom(client, ref)
  if (file === undefined) return void (await client.do('message.send', { room, body }))
  checkSize(file, client.state.session.server?.file_bytes_max)
  const { path: source, name, bytes, fingerprint } = file
  await client.upload({ room, body, name, bytes, source, fingerprint, progress: moved })
}

/** `over` rejects when nothing has moved for so long. */
function patienceFor(ms: number): { over: Promise<never>; renew(): void; end(): void } {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Complaint(noAnswer)), ms)
  return { over: promise, renew: () => void timer.refresh(), end: () => clearTimeout(timer) }
}

const noAnswer = 'The server has not acknowledged it in time; whether it has stored it is not known.'

async function bodyOf(words: readonly string[], { file }: PostOptions): Promise<string> {
  const fromInput = words.length === 1 && words[0] === '-'
  if (!fromInput && (words.length > 0 || file !== undefined)) return words.join(' ')
  if (!fromInput && process.stdin.isTTY)
    throw new Complaint('Say what: hubbub post ROOM TEXT, or - to read it from the standard input.')
  const body = (await readInput()).replace(/\r?\n$/u, '')
  if (body === '' && file === undefined) throw new Complaint('There is nothing to say.')
  return body
}

async function readInput(): Promise<string> {
  let text = ''
  process.stdin.setEncoding('utf8')
  for await (const piece of process.stdin) {
    text += piece
    if (utf8Bytes(text) > limits.message_body_bytes_max + 2) {
      throw new Complaint(`That is too long: ${limits.message_body_bytes_max} bytes are the most.`)
    }
  }
  return text
}
