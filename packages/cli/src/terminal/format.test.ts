import type { Message } from '@hubbub/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { noPaint, showBytes, showEntry, showPeople } from './format.ts'
import { harmless } from './harmless.ts'
import { bar } from './progress.ts'

const style = { paint: noPaint, room: undefined, server: 'http://localhost:1' }
const said = (body: string, name = 'alice'): Message => ({
  room: 'lobby',
  seq: 1,
  at: 0,
  author: { id: 7, name },
  body,
})

// Up to the punctuation block, where all the harmful ones are.
const anything = fc.array(fc.nat({ max: 0x20ff }), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes))

describe('lines', () => {
  test('[R-CLI-10] nothing that others write reaches the terminal as a control character', () => {
    // oxlint-disable-next-line no-control-regex
    const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u
    fc.assert(
      fc.property(anything, anything, (body, name) => {
        expect(showEntry(said(body, name), style)).not.toMatch(controls)
      }),
    )
  })

  test('[R-CLI-10] an escape sequence is seen and does nothing', () => {
    expect(harmless('\u001b[2Jboo\u0007\u009b1m\ttab')).toBe('␛[2Jboo␇�1m tab')
  })

  test('[R-CLI-10] a text of several lines cannot pose as several entries', () => {
    const lines = showEntry(said('one\n12:00 bob: two\r\nthree'), style).split('\n')
    expect(lines.map((line) => line.slice(5))).toEqual([' alice: one', ' 12:00 bob: two', ' three'])
  })

  test('a file is shown with its size and where it is, an entry of another room with that room', () => {
    const file = { id: 'x', name: 'cat.png', type: 'image/png', bytes: 20_480, sha256: '', url: '/files/x/cat.png' }
    const line = showEntry({ ...said('look'), file }, { ...style, room: 'Dev Talk' })
    expect(line.slice(5)).toBe(
      ' [Dev Talk] alice: shares cat.png (20.5 KB) http://localhost:1/files/x/cat.png\n      look',
    )
  })

  test('[R-CLI-33] an action, a notice, an edited entry and one that was taken back say what they are', () => {
    const line = (more: Partial<Message>): string => showEntry({ ...said('waves'), ...more }, style).slice(6)
    expect(line({ kind: 'action' })).toBe('* alice waves')
    expect(line({ kind: 'notice' })).toBe('alice (notice): waves')
    expect(line({ editedAt: 1 })).toBe('alice: waves (edited)')
    expect(line({ body: '', kind: 'action', erased: { by: { id: 7, name: 'alice' }, at: 1 } })).toBe(
      'alice: (taken back)',
    )
  })

  test('[R-CLI-33] reactions stand below an entry, and an answer names what it answers', () => {
    const reactions = [{ text: '👍', people: [said('').author, { id: 8, name: 'b\u001bob' }] }]
    expect(showEntry({ ...said('hi'), reactions }, style).slice(6)).toBe('alice: hi\n      👍 alice, b␛ob')
    const answers = said('a\n rather long thing to say, is it not?', 'bob')
    expect(showEntry(said('yes'), { ...style, answers }).slice(6)).toBe(
      'alice: (to bob: “a rather long thing to say, is…”) yes',
    )
  })

  test('sizes, people and bars', () => {
    expect([0, 999, 1_000, 104_857_600].map(showBytes)).toEqual(['0 bytes', '999 bytes', '1.0 KB', '104.9 MB'])
    expect(showPeople([{ id: 1, name: 'al', status: 'AWAY' }])).toBe('al (away)')
    expect(showPeople([])).toBe('nobody')
    expect(bar(25)).toBe('[#####---------------] 25 %')
  })
})
