// What a typed line means in the terminal: the commands of every wire, our own words, and the spellings of older clients.

import { commandNames, commands, type LocalWord, readTyped, type SlashForm, type Typed } from '@hubbub/protocol'

export const localWords = [
  { word: 'room', usage: '/room [ROOM]', says: 'see your rooms, or speak in another of them' },
  { word: 'file', usage: '/file PATH', says: 'share a file (also .file PATH)' },
  { word: 'image', usage: '/image PATH', says: 'share an image (also .image PATH)' },
  { word: 'cancel', usage: '/cancel', says: 'call off the file that you are sharing' },
  { word: 'save', usage: '/save [NAME]', says: 'save a file that was shared here' },
] as const satisfies readonly LocalWord[]

export type Local = (typeof localWords)[number]['word']

const leave: Typed = { kind: 'command', name: 'session.leave', input: {} }

/** length-prefixed: `.file`, `.image`, `.help`, `.quit`; frames: `:quit`. */
const olderWords: { readonly [line: string]: Typed } = { '.help': { kind: 'help' }, '.quit': leave, ':quit': leave }

const secretFields: ReadonlySet<string> = new Set(['password', 'old', 'new'])

/** `/login`, `/register` and all others that a password follows. */
const secretWords: ReadonlySet<string> = new Set(
  commandNames
    .flatMap((name): readonly SlashForm[] => commands[name].slash ?? [])
    .filter(({ takes }) => takes.some(({ field }) => secretFields.has(field)))
    .flatMap(({ word, aliases = [] }) => [word, ...aliases]),
)

/** Whether a password stands in a line. With white space before it, it is a command all the same: it must not be said. */
export function isSecret(line: string): boolean {
  const [, word = ''] = /^\s*\/(\S+)\s+\S/u.exec(line) ?? []
  return secretWords.has(word.toLowerCase())
}

/** Reads one line. `room` is the slug of the room one is in. Whatever begins with a dot and is no older word is text. */
export function readLine(line: string, room: string): Typed {
  const trimmed = line.trim()
  const older = Object.hasOwn(olderWords, trimmed) ? olderWords[trimmed] : undefined
  if (older !== undefined) return older
  const [, word, rest = ''] = /^\.(file|image)(?:\s+(.*))?$/su.exec(trimmed) ?? []
  if (word !== undefined) return { kind: 'local', word, rest }
  return readTyped(isSecret(line) ? trimmed : line, room, localWords)
}
