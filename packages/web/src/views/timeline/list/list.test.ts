// How the list is made of entries: days and groups, the line for what is new, the steps in which it changes, and what is told as read.

import type { Message } from '@hubbub/protocol'
import { limits } from '@hubbub/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { lineAt } from './line.ts'
import { indexFrom, indexOf, rowAt } from './rows.ts'
import { openSeen } from './seen.ts'
import { nothingShown, settled, type Shown, shownAfter } from './window.ts'

const noon = new Date(2026, 0, 1, 12).getTime()
const minute = 60_000
const alice = { id: 1, name: 'alice' }
const bob = { id: 2, name: 'bob' }

function said(seq: number, about: Partial<Message> = {}): Message {
  return { room: 'lobby', seq, at: noon + seq, author: alice, body: `${seq}`, ...about }
}

const range = (first: number, last: number): Message[] =>
  Array.from({ length: last - first + 1 }, (_, index) => said(first + index))
/** Whether the end that is not said to change is the same. */
function changesOneEnd(before: Shown, after: Shown): boolean {
  if (before.part !== after.part || before.entries.length === 0) return true
  const at = after.shift ? -1 : 0
  return before.entries.at(at)?.seq === after.entries.at(at)?.seq
}

const seqs = (entries: readonly Message[]): number[] => entries.map(({ seq }) => seq)

function heads(entries: readonly Message[]): boolean[] {
  return entries.map((_, index) => rowAt(entries, index, true)?.head ?? false)
}

test('what one person says within five minutes stands together [R-WEBTL-7]', () => {
  const later = noon + 2 + limits.timeline_group_ms
  expect(heads([said(1), said(2), said(3, { at: later }), said(4, { at: later + 1, author: bob })])).toEqual([
    true,
    false,
    true,
    true,
  ])
})

test('a new name, an answer, a notice and what somebody does stand by themselves [R-WEBTL-7]', () => {
  const renamed = { ...alice, name: 'ally' }
  expect(heads([said(1), said(2, { author: renamed })])).toEqual([true, true])
  for (const about of [{ reply: 1 }, { kind: 'notice' }, { kind: 'action' }] as const) {
    expect(heads([said(1), said(2, about), said(3)])).toEqual([true, true, true])
  }
})

test('each day begins with a line, and the first entry only when nothing is before it [R-WEBTL-8]', () => {
  const entries = [said(1, { at: noon - 13 * 60 * minute }), said(2), said(3)]
  const days = (atStart: boolean) => entries.map((_, index) => rowAt(entries, index, atStart)?.day)
  expect(days(true)).toEqual([true, true, false])
  expect(days(false)).toEqual([false, true, false])
  expect(rowAt(entries, 3, true)).toBeUndefined()
})

test('entries are found by seq, where numbers are missing as well', () => {
  const entries = [said(2), said(5), said(6)]
  expect([1, 2, 3, 6, 7].map((seq) => indexFrom(entries, seq))).toEqual([0, 0, 1, 2, 3])
  expect([1, 2, 3, 6, 7].map((seq) => indexOf(entries, seq))).toEqual([-1, 0, -1, 2, -1])
})

test('the line for what is new stands above the first entry by others after the read marker [R-WEBTL-9]', () => {
  const entries = [said(1), said(2, { author: bob }), said(3), said(4, { author: bob })]
  expect(lineAt(entries, { read: 1, me: alice.id })).toBe(2)
  expect(lineAt(entries, { read: 2, me: alice.id })).toBe(4)
  expect(lineAt(entries, { read: 4, me: alice.id })).toBeUndefined()
  expect(lineAt(entries, { read: 0, me: alice.id })).toBeUndefined()
  expect(lineAt(range(10, 12), { read: 5, me: bob.id })).toBeUndefined()
})

test('the list grows and shrinks at one end at a time, so that it can keep its place [R-WEBTL-10]', () => {
  const shown = shownAfter(nothingShown, range(100, 200))
  expect(shown).toMatchObject({ part: 1, shift: false })
  expect(shownAfter(shown, range(100, 201))).toMatchObject({ part: 1, shift: false })
  expect(shownAfter(shown, range(50, 200))).toMatchObject({ part: 1, shift: true })

  const older = shownAfter(shown, range(50, 150))
  expect(older.shift).toBe(true)
  expect(seqs(older.entries)).toEqual(seqs(range(50, 200)))
  expect(settled(older)).toMatchObject({ shift: false, entries: range(50, 150) })

  const newer = shownAfter(shown, range(150, 250))
  expect(newer.shift).toBe(false)
  expect(seqs(newer.entries)).toEqual(seqs(range(100, 250)))
  expect(settled(newer)).toMatchObject({ shift: true, entries: range(150, 250) })
})

test('another part of the room is another list [R-WEBTL-10]', () => {
  const shown = shownAfter(nothingShown, range(100, 200))
  expect(shownAfter(shown, range(1, 50)).part).toBe(2)
  expect(shownAfter(shown, range(300, 350)).part).toBe(2)
  expect(shownAfter(shown, []).part).toBe(2)
})

test('whatever comes is on screen after two steps, in order and once, and each step changes one end [R-WEBTL-10]', () => {
  const window = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 40 }))
  fc.assert(
    fc.property(fc.array(window, { maxLength: 8 }), (windows) => {
      let shown = nothingShown
      for (const [from, length] of windows) {
        const next = range(from, from + length)
        const first = shownAfter(shown, next)
        const second = settled(first)
        for (const { entries } of [first, second]) {
          const numbers = seqs(entries)
          expect(numbers).toEqual([...new Set(numbers)].toSorted((one, other) => one - other))
        }
        expect(changesOneEnd(shown, first) && changesOneEnd(first, second)).toBe(true)
        shown = second
        expect(seqs(shown.entries)).toEqual(seqs(next))
      }
    }),
  )
})

test('how far somebody has read is told at once, then at most so often, and the last of it always [R-WEBTL-11]', () => {
  const sent: number[] = []
  let [now, due] = [0, undefined as (() => void) | undefined]
  const seen = openSeen({
    now: () => now,
    after: (_ms, then) => {
      due = then
      return () => void (due = undefined)
    },
    send: (seq) => void sent.push(seq),
  })
  seen.see(5)
  seen.see(6)
  seen.see(7)
  seen.see(3)
  expect(sent).toEqual([5])
  now += limits.read_marker_every_ms
  due?.()
  expect(sent).toEqual([5, 7])
  seen.see(7)
  seen.see(8)
  seen.close()
  expect(sent).toEqual([5, 7, 8])
  expect(due).toBeUndefined()
})
