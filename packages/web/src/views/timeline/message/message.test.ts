// What may be done with a message, and what is quoted of the one it answers.

import type { Message } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { actsOn } from './acts.ts'
import { openQuotes, type QuotesOptions } from './quotes.ts'

const alice = { id: 1, name: 'alice' }
const own: Message = { room: 'lobby', seq: 5, at: 0, author: alice, body: 'hello' }
const file = { id: 'f', name: 'a.png', type: 'image/png', bytes: 1, sha256: '', url: '/files/f/a.png' }

test('one’s own can be edited and taken back, what others say only by moderators be taken back [R-WEBTL-12]', () => {
  expect(actsOn(own, { me: 1, moderates: false })).toEqual(['reply', 'react', 'edit', 'copy', 'link', 'erase'])
  expect(actsOn(own, { me: 2, moderates: false })).toEqual(['reply', 'react', 'copy', 'link'])
  expect(actsOn(own, { me: 2, moderates: true })).toEqual(['reply', 'react', 'copy', 'link', 'erase'])
})

test('of what was taken back only the link is left, and a file has no text to copy or change [R-WEBTL-12]', () => {
  const erased = { ...own, body: '', erased: { by: alice, at: 1 } }
  expect(actsOn(erased, { me: 1, moderates: true })).toEqual(['link'])
  expect(actsOn({ ...own, body: '', file }, { me: 1, moderates: false })).toEqual(['reply', 'react', 'link', 'erase'])
})

type Listen = Parameters<QuotesOptions['client']['subscribe']>[0]
type Happening = Parameters<Listen>[0]

/** A room in which an entry is on screen, and `known` can be asked for. */
function quotes(known: readonly Message[]) {
  const asked: number[] = []
  let listen: Listen = () => {}
  const options = {
    room: 'lobby',
    reading: { state: { entries: [own], atStart: true, atEnd: true, loading: 'none' }, subscribe: () => () => {} },
    client: {
      do: (_name: string, { around = 0 }: { around?: number }) => {
        asked.push(around)
        return Promise.resolve({ entries: known.filter(({ seq }) => seq === around), more: false })
      },
      subscribe: (then: Listen) => {
        listen = then
        return () => {}
      },
    },
  } as unknown as QuotesOptions
  const happens = (event: object): void => listen({ kind: 'event', event } as Happening, {} as never)
  return { asked, happens, open: openQuotes(options) }
}

test('what is quoted is on screen, or asked for once [R-WEBTL-13]', async () => {
  const { asked, open } = quotes([{ ...own, seq: 1 }])
  expect(open.get(5)).toBe(own)
  open.want(5)
  for (const seq of [1, 1, 2]) open.want(seq)
  expect(asked).toEqual([1, 2])
  await Promise.resolve()
  expect(open.get(1)).toMatchObject({ seq: 1 })
  expect(open.get(2)).toBe('none')
})

test('what was taken back or edited is not quoted as it was [R-WEBTL-13]', async () => {
  const { happens, open } = quotes([{ ...own, seq: 1 }])
  open.want(1)
  await Promise.resolve()
  let told = 0
  open.subscribe(() => told++)
  happens({ name: 'message.erased', payload: { room: 'other', seq: 1 } })
  expect(open.get(1)).toBeDefined()
  happens({ name: 'message.erased', payload: { room: 'lobby', seq: 1 } })
  expect(open.get(1)).toBeUndefined()
  expect(told).toBe(1)
})
