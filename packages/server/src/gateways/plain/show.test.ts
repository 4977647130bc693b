// Tests of how lines look: nothing in them can move a cursor, and every command and event has its line.

import type { HeardEvent } from '@hubbub/core'
import type { Message } from '@hubbub/protocol'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { roomView } from '../kit/fixtures.ts'
import { entryLines, type Form, roomText, written } from './show.ts'

const form: Form = { eol: '\n', site: 'http://[::1]:11111' }
const lobby = roomView()
const hello: Message = {
  room: 'lobby',
  seq: 1,
  at: new Date(2026, 8, 21, 9, 5).getTime(),
  author: { id: 7, name: 'alice' },
  body: 'hello',
}

type Room = HeardEvent<'message.posted'>['room']
const lines = (body: string, room: Room = lobby, backlog = false) =>
  entryLines({ payload: { ...hello, body }, ...(room && { room }), backlog }, form)

test('[R-PLAIN-10] control characters of others are shown and do nothing', () => {
  expect(written(['\u001b[2Jbell\u0007 tab\tdel\u007f csi\u009b'], form)).toBe('^[[2Jbell^G tab del^? csi\ufffd\n')
  expect(written(['over\u202eride \u2066isolate\u2069 \u2028'], form)).toBe(
    'over\ufffdride \ufffdisolate\ufffd \ufffd\n',
  )
  expect(written(['שלום \u200fمرحبا 👩‍👩‍👧'], form)).toBe('שלום \u200fمرحبا 👩‍👩‍👧\n')
})

test('[R-PLAIN-10] whatever is said, nothing but text goes out, and lines are as many as were said', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0x20_6f)), (codes) => {
      const body = String.fromCharCode(...codes)
      const out = written(lines(body), form)
      expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
      expect(out.split('\n')).toHaveLength(body.split(/\r\n|\r|\n/u).length + 1)
    }),
  )
})

test('[R-PLAIN-10] the further lines of a message are indented, so that they look like nobody else’s', () => {
  expect(lines('one\n<bob> two\r\nthree')).toEqual(['<alice> one', '    <bob> two', '    three'])
})

test('[R-PLAIN-2] what was said before carries its time', () => {
  expect(lines('hello', lobby, true)).toEqual(['[09:05] <alice> hello'])
})

test('[R-PLAIN-11] other rooms and direct messages are marked', () => {
  expect(lines('hello', { ...lobby, kind: 'public', slug: 'dev-talk' })).toEqual(['[dev-talk] <alice> hello'])
  expect(lines('hello', { ...lobby, kind: 'direct' })).toEqual(['<alice to you> hello'])
})

test('[R-PLAIN-11] a file has its name, its size and where to fetch it; IPv6 in brackets', () => {
  const file = { id: 'x', name: 'cat.png', type: 'image/png', bytes: 20_480, sha256: '', url: '/files/x/cat.png' }
  const link = 'cat.png (20 KB): http://[::1]:11111/files/x/cat.png'
  const shared = (body: string, room: Room = lobby) =>
    entryLines({ payload: { ...hello, body, file }, ...(room && { room }), backlog: false }, form)
  expect(shared('')).toEqual([`* alice shared ${link}`])
  expect(shared('look\nthere')).toEqual([`* alice shared ${link}`, '    look', '    there'])
  expect(shared('', { ...lobby, kind: 'direct' })).toEqual([`* alice shared with you ${link}`])
})

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 KB'],
  [1_536, '1.5 KB'],
  [20_480, '20 KB'],
  [1_048_576, '1 MB'],
  [104_857_600, '100 MB'],
])('[R-PLAIN-11] %i bytes are shown as %s', (bytes, size) => {
  const file = { id: 'x', name: 'f', type: '', bytes, sha256: '', url: '/f' }
  expect(entryLines({ payload: { ...hello, body: '', file }, backlog: false }, form)[0]).toContain(`f (${size}): http`)
})

test('[R-PLAIN-4] a room is shown with what is special about it', () => {
  expect(roomText({ slug: 'dev', name: 'dev', kind: 'public', topic: '' })).toBe('dev')
  expect(roomText({ slug: 'dev-talk', name: 'Dev Talk', kind: 'invite-only', topic: 'Tea' })).toBe(
    'dev-talk (Dev Talk, by invitation): Tea',
  )
})
