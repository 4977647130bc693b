// What is done with files and told of them: share, keep and fetch.

import * as z from 'zod/mini'

import { command, event } from './define.ts'
import { limits } from './limits.ts'
import { Body, ClientId, FileInfo, FileMessage, RoomRef, Seq, Time } from './schema.ts'

const cat = {
  id: 'b2Yh5cQ1s0aVnM3kPpXw',
  name: 'cat.png',
  type: 'image/png',
  bytes: 20_480,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  url: '/files/b2Yh5cQ1s0aVnM3kPpXw/cat.png',
}

export const fileCommands = {
  'file.share': command({
    summary:
      'Share a file in a room. Its bytes come beside the command: over HTTP, `POST /rooms/<slug>/files`, or resumable at `/uploads` (tus).',
    who: 'member',
    input: z.object({
      room: RoomRef,
      name: z.string().check(z.maxLength(4_096)),
      type: z.optional(z.string().check(z.maxLength(limits.file_type_chars_max))),
      body: z._default(Body, ''),
      clientId: z.optional(ClientId),
      reply: z.optional(Seq),
    }),
    reply: z.object({ room: z.string(), seq: Seq, at: Time, file: FileInfo }),
    errors: [
      'no-such-room',
      'not-joined',
      'cannot-speak',
      'account-required',
      'accounts-only',
      'file-too-large',
      'picture-too-large',
      'storage-full',
      'too-many',
      'no-such-message',
      'no-such-file',
      'bad-input',
      'unavailable',
    ],
    content: true,
    example: {
      input: { room: 'lobby', name: 'cat.png' },
      reply: { room: 'lobby', seq: 43, at: 1_790_000_000_001, file: cat },
    },
  }),
  'file.keep': command({
    summary:
      'Keep a file of your own, in no room: whoever you tell its address can fetch it. For people who have signed in. Its bytes come beside the command: over HTTP, `POST /files`.',
    who: 'anyone',
    input: z.object({ name: z.string().check(z.maxLength(4_096)) }),
    reply: z.object({ file: FileInfo }),
    errors: [
      'account-required',
      'file-too-large',
      'picture-too-large',
      'storage-full',
      'too-many',
      'bad-input',
      'unavailable',
    ],
    content: true,
    example: { input: { name: 'cat.png' }, reply: { file: cat } },
  }),
  'file.fetch': command({
    summary:
      'Ask about a file by its id: as a member of the room it was shared in, or with the signature of a link to it. Its bytes are at `url`. Whoever was told the address of a kept file may have it.',
    who: 'anyone',
    input: z.object({
      file: z.string().check(z.minLength(1), z.maxLength(64)),
      sign: z.optional(z.string().check(z.maxLength(128))),
    }),
    reply: z.object({ file: FileInfo }),
    errors: ['no-such-file', 'not-joined', 'link-expired', 'unavailable'],
    example: { input: { file: 'b2Yh5cQ1s0aVnM3kPpXw' }, reply: { file: cat } },
  }),
}

export const fileEvents = {
  'file.shared': event({
    summary: 'Somebody shared a file. It is on disk.',
    hears: 'room',
    payload: FileMessage,
    example: { room: 'lobby', seq: 43, at: 1_790_000_000_001, author: { id: 7, name: 'alice' }, body: '', file: cat },
  }),
}
