// Names on this wire: short forms, and the way back.

import { isPersonName, isRoomName, tidyName } from '@hubbub/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { isPersonSize, isRoomSize, isShortForm, personCalled, roomCalled, shownPerson, shownRoom } from './names.ts'

const length = (text: string): number => [...text].length

const personName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 32 }).map(tidyName).filter(isPersonName)
const roomName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 64 }).map(tidyName).filter(isRoomName)
const id = fc.integer({ min: 1, max: 2_000_000_000 })

describe('people', () => {
  test('[R-COURSE-5] a name that fits is shown as it is', () => {
    expect(shownPerson({ id: 7, name: 'alice' })).toBe('alice')
    expect(shownPerson({ id: 7, name: '阿里斯阿里斯阿里' })).toBe('阿里斯阿里斯阿里')
  })

  test('[R-COURSE-5] a long or spaced name gets its first letters, a tilde and the person’s number', () => {
    expect(shownPerson({ id: 71, name: 'Margarethe' })).toBe('Marga~1z')
    expect(shownPerson({ id: 7, name: 'Ann Lee' })).toBe('AnnLee~7')
  })

  test('[R-COURSE-5] every name is shown in at most 8 characters and called back as the same person', () => {
    fc.assert(
      fc.property(personName, id, (name, number) => {
        const author = { id: number, name }
        const shown = shownPerson(author)
        expect(length(shown)).toBeLessThanOrEqual(8)
        expect(shown).not.toMatch(/\s/u)
        // A short form is nobody's real name.
        expect(isShortForm(shown) ? !isPersonName(shown) : shown === name).toBe(true)
        expect(personCalled(shown, (asked) => (asked === number ? author : undefined))).toBe(name)
      }),
    )
  })

  test('[R-COURSE-5] a short form that is nobody’s stays what it is', () => {
    const author = { id: 71, name: 'Margarethe' }
    const byId = (asked: number): typeof author | undefined => (asked === 71 ? author : undefined)
    expect(personCalled('marga~1Z', byId)).toBe('Margarethe')
    expect(personCalled('Other~1z', byId)).toBe('Other~1z')
    expect(personCalled('Marga~9', byId)).toBe('Marga~9')
    expect(personCalled('~', byId)).toBe('~')
    expect(personCalled('Margarethe', byId)).toBe('Margarethe')
  })
})

describe('rooms', () => {
  test('[R-COURSE-6] a room is shown under its full name, spaces and all; a long one under a short form', () => {
    expect(shownRoom({ slug: 'room-1', name: 'Room 1' })).toBe('Room 1')
    expect(shownRoom({ slug: 'sixteen', name: 'x'.repeat(16) })).toBe('x'.repeat(16))
    expect(shownRoom({ slug: 'a-very-long-room', name: 'A Very Long Room Name' })).toMatch(
      /^AVeryLon[a-zA-Z]*~[0-9a-z]+$/,
    )
  })

  test('[R-COURSE-6] every room is shown in at most 16 characters and found again by them', () => {
    fc.assert(
      fc.property(roomName, fc.stringMatching(/^[a-z-]{1,20}$/), (name, slug) => {
        const room = { slug, name }
        expect(length(shownRoom(room))).toBeLessThanOrEqual(16)
        expect(roomCalled(shownRoom(room), [{ slug: 'other', name: '~' }, room])).toBe(slug)
        expect(roomCalled(name, [room])).toBe(slug)
      }),
    )
  })

  test('[R-COURSE-6] is found by its name, never by the slug of another', () => {
    const rooms = [
      { slug: 'room-1', name: 'Room 1' },
      { slug: 'room-1-2', name: 'room-1' },
    ]
    expect(roomCalled('room-1', rooms)).toBe('room-1-2')
    expect(roomCalled(' ROOM  1 ', rooms)).toBe('room-1')
    expect(roomCalled('Room 2', rooms)).toBeUndefined()
  })
})

test('[R-COURSE-7] a name given here has 1 to 8 characters, a room’s 1 to 16', () => {
  expect(['', '   ', 'ninechars', 'x'.repeat(5_000)].map(isPersonSize)).toEqual([false, false, false, false])
  expect(['a', 'eightchr', '阿里斯阿里斯阿里', '😀😀😀😀😀😀😀😀'].map(isPersonSize)).toEqual([true, true, true, true])
  expect(['', ' ', 'x'.repeat(17)].map(isRoomSize)).toEqual([false, false, false])
  expect(['Room 1', 'x'.repeat(16)].map(isRoomSize)).toEqual([true, true])
})
