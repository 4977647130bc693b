// How entries, people and sizes are written in a line.

import type { Message, Person } from '@hubbub/protocol'

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
}

/** An entry as it stands on the screen; further lines of a text are indented, so that no text can pose as another entry. */
export function showEntry(message: Message, { paint, room, server }: EntryStyle): string {
  const { at, author, body, file } = message
  const where = room === undefined ? '' : `[${harmless(room)}] `
  const who = `${paint.dim(timeOf(at))} ${where}${paint.bold(`${harmless(author.name)}:`)}`
  const shared = file && `shares ${harmless(file.name)} (${showBytes(file.bytes)}) ${harmless(server + file.url)}`
  const [first = '', ...more] = harmlessLines(
    [shared, body].filter((part) => part !== undefined && part !== '').join('\n'),
  )
  return [`${who} ${first}`.trimEnd(), ...more.map((line) => `      ${line}`)].join('\n')
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

/** `alice, bob (away)` */
export function showPeople(people: readonly Person[]): string {
  const names = people.map(({ name, status }) => (status === 'ACTIVE' ? name : `${name} (${status.toLowerCase()})`))
  return names.length === 0 ? 'nobody' : names.map(harmless).join(', ')
}
