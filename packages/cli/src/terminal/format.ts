// How entries, people and sizes are written in a line.

import type { Author, Message, Person, Role } from '@hubbub/protocol'

import { harmless, harmlessLines } from './harmless.ts'

export interface Paint {
  dim(text: string): string
  bold(text: string): string
}

export const noPaint: Paint = { dim: (text) => text, bold: (text) => text }

export interface EntryStyle {
  readonly paint: Paint
  /** Named when it is not the room one is in. */
  readonly room: string | undefined
  /** `http://localhost:11111`, before the address of a file. */
  readonly server: string
  /** The entry that this one answers, where that is known. */
  readonly answers?: Message | undefined
}

/** An entry as it stands on the screen; further lines of a text are indented, so that no text can pose as another entry. */
export function showEntry(message: Message, style: EntryStyle): string {
  const { paint, room, answers } = style
  const where = room === undefined ? '' : `[${harmless(room)}] `
  const who = `${paint.dim(timeOf(message.at))} ${where}${speaker(message, paint)}`
  const re = answers === undefined ? '' : ` ${paint.dim(`(to ${harmless(answers.author.name)}: ${snippet(answers)})`)}`
  const [first = '', ...more] = harmlessLines(wordsOf(message, style))
  const reactions = (message.reactions ?? []).map(({ text, people }) => harmless(`${text} ${namesOf(people)}`))
  return [`${who}${re} ${first}`.trimEnd(), ...[...more, ...reactions].map((line) => `      ${line}`)].join('\n')
}

/** `alice:`, `alice (notice):`, or for what somebody does `* alice`. */
function speaker({ author, kind, erased }: Message, paint: Paint): string {
  const name = harmless(author.name)
  if (erased === undefined && kind === 'action') return `* ${paint.bold(name)}`
  return paint.bold(kind === 'notice' ? `${name} (notice):` : `${name}:`)
}

function wordsOf({ body, file, erased, editedAt }: Message, { server }: EntryStyle): string {
  if (erased !== undefined) return '(taken back)'
  const shared =
    file && `shares ${file.name} (${showBytes(file.bytes)}) ${server}${file.url}`.replaceAll(/[\r\n]/gu, ' ')
  const words = [shared, body].filter((part) => part !== undefined && part !== '').join('\n')
  return editedAt === undefined ? words : `${words} (edited)`
}

const snippetChars = 30

/** `“hello, how are you do…”`, to remind of an entry. */
export function snippet({ body, file }: Pick<Message, 'body' | 'file'>): string {
  const words = [...harmless((body === '' ? (file?.name ?? '') : body).replaceAll(/\s+/gu, ' '))]
  return `“${words.length > snippetChars ? `${words.slice(0, snippetChars).join('')}…` : words.join('')}”`
}

function namesOf(people: readonly Author[]): string {
  return people.map(({ name }) => name).join(', ')
}

/** `09:05`, on this computer's clock. */
function timeOf(at: number): string {
  const time = new Date(at)
  return [time.getHours(), time.getMinutes()].map(twoDigits).join(':')
}

/** `2026-10-05`, on this computer's clock. */
export function dayOf(at: number): string {
  const time = new Date(at)
  return [String(time.getFullYear()), ...[time.getMonth() + 1, time.getDate()].map(twoDigits)].join('-')
}

/** `2026-10-05 09:05`, on this computer's clock. */
export function showTime(at: number): string {
  return `${dayOf(at)} ${timeOf(at)}`
}

export function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}

const units = ['bytes', 'KB', 'MB', 'GB', 'TB']

/** `512 bytes`, `20.0 KB` */
export function showBytes(bytes: number): string {
  let [size, unit] = [bytes, 0]
  for (; size >= 1_000 && unit < units.length - 1; unit++) size /= 1_000
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`
}

/** `alice, bob (away)`, and as members of a room `alice (owner)` */
export function showPeople(people: readonly (Person & { readonly role?: Role })[]): string {
  return people.length === 0 ? 'nobody' : people.map(showPerson).map(harmless).join(', ')
}

function showPerson({ name, status, role = 'member' }: Person & { readonly role?: Role }): string {
  const notes = [...(role === 'member' ? [] : [role]), ...(status === 'ACTIVE' ? [] : [status.toLowerCase()])]
  return notes.length === 0 ? name : `${name} (${notes.join(', ')})`
}
