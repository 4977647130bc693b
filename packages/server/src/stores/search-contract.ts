// What every store must do when it is searched: find words of every script in the asker's rooms, newest first, and nothing else.

import type { Found, Store, StoredRoom } from '@hubbub/core'
import type { Author } from '@hubbub/protocol'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'

import { entry, file, noon, person, room, type StoreAtHand } from './fixtures.ts'

type Query = Partial<Parameters<Store['search']>[0]>

export function searchContract(at: () => StoreAtHand): void {
  let store: Store
  let alice: Author
  let tea: StoredRoom
  beforeEach(async () => {
    store = at().store
    alice = await person(store, 'alice')
    tea = await room(store, alice)
  })

  const search = (text: string, more: Query = {}): Promise<readonly Found[]> =>
    store.search({ person: alice.id, text, limit: 20, ...more })
  const found = async (text: string, more: Query = {}) => (await search(text, more)).map(({ body }) => body)
  const say = async (...bodies: string[]) => {
    for (const body of bodies) await store.append(entry(tea, alice, body))
  }

  test.each([
    ['Chinese', '我们明天在北京开会', ['北京', '开', '明天在', '我们明天在北京开会']],
    ['Japanese', 'あした東京でラーメンを食べる', ['東京', 'ラーメン', '食', 'ﾗｰﾒﾝ']],
    ['Korean', '내일 서울에서 만나요', ['서울', '만', '서울에서']],
    ['Thai', 'พรุ่งนี้เจอกันที่กรุงเทพ', ['กรุงเทพ', 'เจอ', 'ที่']],
    ['Arabic', 'نلتقي غدًا في المدرسة', ['المدرسة', 'غدا', 'في', 'مدرسة']],
    ['Hebrew', 'שָׁלוֹם לכולם', ['שלום', 'לכ']],
    ['Hindi', 'कल दिल्ली में मिलते हैं', ['दिल्ली', 'कल']],
    ['Russian', 'Ещё раз встретимся в Москве', ['еще', 'москве', 'в']],
    ['Vietnamese', 'Hẹn gặp ở Hà Nội', ['ha noi', 'Gặp', 'ở']],
    [
      'Latin with marks',
      'Žluťoučký kůň, Straße, Łódź, smørrebrød',
      ['zlutoucky', 'KUN', 'strasse', 'lodz', 'smorrebrod'],
    ],
    ['Latin', 'Let us go to the C meeting', ['go', 'c', 'MEETING', 'let meet']],
    ['emoji', 'well done 🎉👩‍🚀', ['🎉', '👩‍🚀']],
    ['signs', 'see "a.b*c" AND (x OR y) -- 100%', ['"a.b*c"', 'AND', '(x', '100%', '--']],
  ])('%s is found, long words and short ones [R-STORE-55]', async (_name, body, words) => {
    await say(body, 'something else')
    for (const word of words) expect([word, await found(word, { room: tea.id })]).toEqual([word, [body]])
  })

  test('several words are all of them, in any order; short Latin ones where a word begins [R-STORE-55]', async () => {
    await say('cargo is loaded', 'let us go home', 'the home of cargo', 'going home')
    expect(await found('home cargo')).toEqual(['the home of cargo'])
    expect(await found('home go')).toEqual(['going home', 'let us go home'])
    expect(await found('go')).toEqual(['going home', 'let us go home'])
    expect(await found('home nowhere')).toEqual([])
  })

  test('newest comes first, over all rooms of the asker, as far as the limit [R-STORE-56]', async () => {
    const other = await room(store, alice)
    for (let n = 0; n < 10; n++)
      await store.append(entry(n % 2 === 0 ? tea : other, alice, `needle ${n}`, { at: noon + n }))
    const numbers = Array.from({ length: 10 }, (_, n) => `needle ${9 - n}`)
    expect(await found('needle')).toEqual(numbers)
    expect(await found('needle', { limit: 3 })).toEqual(numbers.slice(0, 3))
    const [newest] = await search('needle', { limit: 1 })
    expect(newest).toEqual({ seq: 5, at: noon + 9, author: alice, body: 'needle 9', room: { ...other, seq: 5 } })
  })

  test('nobody finds what was said in a room that they are not in; everybody what was said in the lobby [R-STORE-56]', async () => {
    const bob = await person(store, 'bob')
    const word = `w${alice.name.replace(/\D/gu, '')}ord`
    await say(`${word} in private`)
    await store.append(entry(store.lobby, alice, `${word} to all`))
    expect(await found(word, { person: bob.id })).toEqual([`${word} to all`])
    expect(await found(word, { person: bob.id, room: tea.id })).toEqual([])
    expect(await found(word, { person: 999_999 })).toEqual([])
    await store.joinRoom({ room: tea.id, person: bob.id, at: noon })
    expect(await found(word, { person: bob.id, room: tea.id })).toEqual([`${word} in private`])
    await store.leaveRoom({ room: tea.id, person: bob.id, at: noon })
    expect(await found(word, { person: bob.id })).toEqual([`${word} to all`])
  })

  test('it is narrowed by room, author, times and files, with words or without [R-STORE-57]', async () => {
    const bob = await person(store, 'bob')
    await store.append(entry(tea, alice, 'needle one', { at: noon }))
    await store.append(entry(tea, bob, 'needle two', { at: noon + 10 }))
    await store.append(entry(tea, bob, 'needle three', { at: noon + 20, file: file(`${tea.slug}-pin`) }))
    for (const text of ['needle', '']) {
      const narrowed = (more: Query) => found(text, { room: tea.id, ...more })
      expect(await narrowed({})).toEqual(['needle three', 'needle two', 'needle one'])
      expect(await narrowed({ author: bob.id })).toEqual(['needle three', 'needle two'])
      expect(await narrowed({ hasFile: true })).toEqual(['needle three'])
      expect(await narrowed({ hasFile: false, author: bob.id })).toEqual(['needle two'])
      expect(await narrowed({ afterAt: noon, beforeAt: noon + 20 })).toEqual(['needle two'])
      expect(await narrowed({ author: alice.id, afterAt: noon })).toEqual([])
    }
  })

  test('an edited entry is found by its new words alone, an erased one not at all [R-STORE-58]', async () => {
    await say('before', 'to be erased')
    await store.editEntry({ room: tea.id, seq: 1, body: 'afterwards', at: noon })
    await store.eraseEntry({ room: tea.id, seq: 2, by: alice, at: noon })
    const here = (text: string) => found(text, { room: tea.id })
    expect([await here('before'), await here('afterwards'), await here('erased'), await here('')]).toEqual([
      [],
      ['afterwards'],
      [],
      ['afterwards'],
    ])
  })

  test('whatever is typed is searched for and does no harm [R-STORE-59]', async () => {
    await say('plain words, and "quoted" ones')
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc
        .array(fc.constantFrom('"', "'", '*', 'AND', 'NOT', 'NEAR(', '^', ':', '-', '\0', '%', '_', '\\', 'ab'), {
          maxLength: 20,
        })
        .map((parts) => parts.join(' ')),
    )
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        expect(Array.isArray(await search(text, { room: tea.id }))).toBe(true)
      }),
      { numRuns: 200 },
    )
    expect(await found('words', { room: tea.id })).toHaveLength(1)
  })

  test('any part of what was said finds it [R-STORE-59]', async () => {
    const char = fc.constantFrom(...'aBéß京都ラ서울ทيж🎉."*-1')
    const said = fc.tuple(fc.array(char, { minLength: 3, maxLength: 40 }), fc.nat(), fc.nat(10))
    await fc.assert(
      fc.asyncProperty(said, async ([chars, from, more]) => {
        const { seq } = await store.append(entry(tea, alice, chars.join('')))
        const start = from % (chars.length - 2)
        const part = chars.slice(start, start + 3 + more).join('')
        const hits = (await search(part, { room: tea.id, limit: 200 })).map((hit) => hit.seq)
        expect([part, hits]).toEqual([part, expect.arrayContaining([seq])])
      }),
      { numRuns: 100 },
    )
  })
}
