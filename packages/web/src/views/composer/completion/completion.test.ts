import fc from 'fast-check'
import { expect, test } from 'vitest'

import { candidatesFor, isWhole, type Sources } from './candidates.ts'
import { targetAt } from './target.ts'

/** `|` is the caret. */
const at = (text: string) => targetAt(text.replace('|', ''), text.indexOf('|'))

test.each([
  ['hello @al|', 'person', '@al'],
  ['@|', 'person', '@'],
  ['(@ann| and more', 'person', '@ann'],
  ['see #de|', 'room', '#de'],
  ['nice :tad|', 'emoji', ':tad'],
  [':+1:|', 'emoji', ':+1:'],
  ['/|', 'command', '/'],
  ['/jo|', 'command', '/jo'],
  ['/join de|', 'argument-room', 'de'],
  ['/JOIN dev t|', 'argument-room', 'dev t'],
  ['/msg al|', 'argument-name', 'al'],
  ['/msg "Ann L|', 'argument-name', '"Ann L'],
  ['/invite bob ca|', 'argument-name', 'ca'],
  ['/msg @al|', 'argument-name', '@al'],
  ['/join #de|', 'argument-room', '#de'],
  ['/whois |', 'argument-name', ''],
  ['/role bob vo|', 'argument-role', 'vo'],
  ['/msg bob look at @al|', 'person', '@al'],
])('%j: a %s is being typed [R-WEBCO-4]', (text, kind, replaced) => {
  const target = at(text)
  expect(target?.kind).toBe(kind)
  expect(text.replace('|', '').slice(target?.start, target?.end)).toBe(replaced)
})

test.each([
  'a@b|',
  'hello|',
  '@al|ice',
  'x#y|',
  'at 10:30|',
  'https://|',
  ':a|',
  '::ab|',
  '/nick al|',
  '/me waves|',
  '/etc/ho|',
  '/msg bob hi|',
  'no /jo|',
  '@@|',
  '',
])('%j: nothing is completed [R-WEBCO-4]', (text) => {
  expect(at(text)).toBeUndefined()
})

test('what is replaced ends at the caret, whatever is typed [R-WEBCO-4]', () => {
  const part = fc.oneof(
    fc.constantFrom('@', '#', ':', '/', '"', ' ', '\n', '/msg ', '/join '),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.nat(), (parts, place) => {
      const text = parts.join('')
      const caret = place % (text.length + 1)
      const target = targetAt(text, caret)
      if (target === undefined) return
      expect(target.end).toBe(caret)
      expect(target.start).toBeLessThanOrEqual(caret)
      expect(text.slice(target.start, caret)).toContain(target.typed)
    }),
  )
})

const person = (id: number, name: string, status: 'ACTIVE' | 'OFFLINE' = 'ACTIVE') => ({ id, name, status })
const room = (slug: string, name: string, kind: 'public' | 'direct' = 'public') =>
  ({ slug, name, kind, topic: '', seq: 0, read: 0 }) as const
const sources: Sources = {
  me: 1,
  members: [
    { ...person(4, 'Alan', 'OFFLINE'), role: 'member' },
    { ...person(1, 'alice'), role: 'owner' },
    { ...person(2, 'Ann Lee'), role: 'member' },
    { ...person(3, 'Žaneta'), role: 'member' },
  ],
  people: [person(5, 'Alma'), person(2, 'Ann Lee')],
  rooms: [room('tea', 'Tea'), room('dev-talk', 'Dev Talk'), room('dm-1', 'bob', 'direct')],
  commands: [
    { word: 'who', aliases: ['users'], usage: '/who', says: '' },
    { word: 'whois', aliases: [], usage: '/whois NAME', says: '' },
  ],
  emoji: [{ sign: '🎉', label: 'party', group: 0, codes: ['tada'], name: 'party', tags: [] }],
}
const texts = (text: string): string[] => {
  const target = at(text)
  return target === undefined ? [] : candidatesFor(target, sources).map((one) => one.text)
}

test('people of the room come first, those who are here before those who are not, and oneself not at all [R-WEBCO-5]', () => {
  expect(texts('@a|')).toEqual(['@Ann Lee ', '@Alan ', '@Alma ', '@Žaneta '])
  expect(texts('@zan|')).toEqual(['@Žaneta '])
  expect(texts('@lee|')).toEqual(['@Ann Lee '])
  expect(texts('/msg an|')).toEqual(['"Ann Lee" ', 'Žaneta ', 'Alan '])
})

test('rooms are found by their names, but for direct ones; commands by their aliases too [R-WEBCO-5]', () => {
  expect(texts('#ta|')).toEqual(['#dev-talk '])
  expect(texts('#|')).toEqual(['#tea ', '#dev-talk '])
  expect(texts('/join Dev T|')).toEqual(['dev-talk'])
  expect(texts('/wh|')).toEqual(['/who ', '/whois '])
  expect(texts('/us|')).toEqual(['/who '])
  expect(texts('/role Alan v|')).toEqual(['voice '])
  expect(texts(':tad|')).toEqual(['🎉 '])
})

test('what is typed in full is known as whole [R-WEBCO-6]', () => {
  expect(isWhole({ text: '/who ', label: '' }, '/who')).toBe(true)
  expect(isWhole({ text: '@Ann Lee ', label: '' }, '@ann')).toBe(false)
  expect(isWhole({ text: '@Žaneta ', label: '' }, '@zaneta')).toBe(true)
})
