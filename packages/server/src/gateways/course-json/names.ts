// Names on this wire: at most 8 characters for people and 16 for rooms; others get a short form that can be addressed back.

import type { RoomView } from '@hubbub/core'
import { type Author, foldName, tidyName } from '@hubbub/protocol'

const PERSON_CHARS_MAX = 8
const ROOM_CHARS_MAX = 16

/** The character that marks a short form; no real name holds it. */
const MARK = '~'

/** Whether a text may be given as a person's name here (course-json: at most 8 characters, not empty). */
export const isPersonSize = (name: string): boolean => sized(name, PERSON_CHARS_MAX)

/** Whether a text may be given as a room's name here (course-json: at most 16 characters, not empty). */
export const isRoomSize = (name: string): boolean => sized(name, ROOM_CHARS_MAX)

function sized(name: string, charsMax: number): boolean {
  const tidy = tidyName(name)
  return tidy.length > 0 && tidy.length <= charsMax * 2 && [...tidy].length <= charsMax
}

/** A person's name as this wire's clients see it: `Margarethe` with id 71 is `Marga~1z`. */
export function shownPerson({ id, name }: Author): string {
  return isPersonSize(name) && !/\s/u.test(name) ? name : shortForm(name, id, PERSON_CHARS_MAX)
}

/** A room's name as this wire's clients see it; it may hold spaces. */
export function shownRoom({ slug, name }: { readonly slug: string; readonly name: string }): string {
  return isRoomSize(name) ? name : shortForm(name, digest(slug), ROOM_CHARS_MAX)
}

export function isShortForm(name: string): boolean {
  return name.includes(MARK)
}

function shortForm(name: string, key: number, charsMax: number): string {
  const ending = MARK + key.toString(36)
  const letters = [...name.replace(/\s/gu, '')].slice(0, Math.max(0, charsMax - ending.length))
  return letters.join('') + ending
}

/** FNV-1a: rooms are known to the outside by their slug, so the short form is made from it. */
function digest(slug: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < slug.length; i++) hash = Math.imul(hash ^ slug.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** The full name of the person whom a client calls `shown`. One who is not here keeps the name they were called. */
export function personCalled(shown: string, byId: (id: number) => Author | undefined): string {
  if (!isShortForm(shown)) return shown
  const author = byId(Number.parseInt(shown.slice(shown.lastIndexOf(MARK) + 1), 36))
  return author !== undefined && foldName(shownPerson(author)) === foldName(shown) ? author.name : shown
}

/** The slug of the room that a client calls `shown`, among `rooms`: by its name here, never by another's slug. */
export function roomCalled(shown: string, rooms: Iterable<Pick<RoomView, 'slug' | 'name'>>): string | undefined {
  const fold = foldName(tidyName(shown))
  const called = isShortForm(shown) ? shownRoom : ({ name }: { readonly name: string }) => name
  for (const room of rooms) if (foldName(called(room)) === fold) return room.slug
  return undefined
}
