import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { limits } from './limits.ts'
import {
  foldName,
  isPersonName,
  isRoomName,
  mixesScripts,
  nameSkeleton,
  safeFileName,
  slugOf,
  tidyName,
  utf8Bytes,
} from './names.ts'

describe('names of people and rooms', () => {
  test('[R-NAME-1] a name is composed, trimmed and single-spaced', () => {
    expect(tidyName('  Ann \t Lee\n')).toBe('Ann Lee')
    expect(tidyName('Jose\u0301')).toBe('Jos\u00e9')
    expect(tidyName('a\ud800b')).toBe('a\ufffdb')
  })

  test.each(['alice', 'Ann Lee', 'José', '李小龍', 'محمد', '👩‍🚀', 'bob_', 'x'.repeat(32), '𝒜'.repeat(32)])(
    '[R-NAME-2] %s is a name',
    (name) => expect(isPersonName(tidyName(name))).toBe(true),
  )

  test.each([
    ['', 'empty'],
    ['x'.repeat(33), 'too long'],
    ['a~b', 'a tilde marks short forms'],
    ['a,b', 'a comma'],
    ['a"b', 'a quote'],
    ['<a>', 'brackets'],
    ['#a', 'a leading hash'],
    ['/nick', 'a leading slash'],
    ['a\u0000b', 'NUL'],
    ['a\u001b[2J', 'a terminal escape'],
    ['a\u202eb', 'a bidi override'],
    ['a\u200bb', 'a zero-width space'],
    ['\u200d', 'nothing visible'],
    ['\ue000', 'private use'],
  ])('[R-NAME-2] %j is not a name: %s', (name) => {
    expect(isPersonName(name)).toBe(false)
    expect(isRoomName(name)).toBe(name.length === 33) // rooms have longer names
  })

  test('[R-NAME-3] mixed lookalike scripts are noticed, honest mixtures are not', () => {
    expect(mixesScripts('p\u0430ypal')).toBe(true)
    expect(mixesScripts('\u0430\u0441\u0435')).toBe(false)
    expect(mixesScripts('太郎 Taro')).toBe(false)
    expect(mixesScripts('한국 dev')).toBe(false)
  })

  test.each([
    ['Alice', 'aLICE'],
    ['ace', '\u0430\u0441\u0435'],
    ['bob', 'ｂｏｂ'],
    ['b0b', 'bob'],
    ['li', 'l1'],
    ['corn', 'com'],
    ['al\u200dice', 'alice'],
    ['Straße', 'STRAßE'],
  ])('[R-NAME-4] %j looks like %j', (one, other) => expect(nameSkeleton(one)).toBe(nameSkeleton(other)))

  test.each([
    ['bob', 'bob_'],
    ['alice', 'alicia'],
    ['guest1', 'guest2'],
    ['jose', 'josé'],
  ])('[R-NAME-4] %j does not look like %j', (one, other) => expect(nameSkeleton(one)).not.toBe(nameSkeleton(other)))

  test('[R-NAME-4] every tidy name has a skeleton that is its own skeleton’s', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 32 }), (text) => {
        const skeleton = nameSkeleton(tidyName(text))
        expect(nameSkeleton(foldName(tidyName(text)))).toBe(skeleton)
      }),
    )
  })

  test.each([
    ['Dev Talk', 'dev-talk'],
    ['Room 1', 'room-1'],
    ['C++', 'c'],
    ['***', 'room'],
    ['Žluťoučký kůň', 'žluťoučký-kůň'],
    ['日本語', '日本語'],
  ])('[R-NAME-5] %s becomes %s', (name, slug) => expect(slugOf(name)).toBe(slug))
})

describe('names of files', () => {
  test.each([
    ['cat.png', 'cat.png'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\a.txt', 'a.txt'],
    ['..', 'file'],
    ['', 'file'],
    ['.bashrc', 'bashrc'],
    ['a\u0000b.txt', 'ab.txt'],
    ['CON.txt', '_CON.txt'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['a b  .txt', 'a b  .txt'],
  ])('[R-NAME-6] %j becomes %j', (name, safe) => expect(safeFileName(name)).toBe(safe))

  test('[R-NAME-6] any text becomes one safe component of bounded length that stays the same when made safe again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 400 })), (name) => {
        const safe = safeFileName(name)
        expect(safe).not.toMatch(/[/\\\p{Cc}]/u)
        expect(['', '.', '..']).not.toContain(safe)
        expect(utf8Bytes(safe)).toBeLessThanOrEqual(limits.file_name_bytes_max)
        expect(safeFileName(safe)).toBe(safe)
      }),
    )
  })

  test('[R-NAME-6] the ending survives shortening', () => {
    expect(safeFileName(`${'ů'.repeat(300)}.tar.gz`)).toMatch(/^ů+\.tar\.gz$|^ů+\.gz$/u)
  })

  test('[R-WORD-3] bytes are counted as UTF-8 counts them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Bytes(text)).toBe(Buffer.byteLength(text))
      }),
    )
    expect(utf8Bytes('\ud800a\udc00')).toBe(Buffer.byteLength('\ud800a\udc00'))
  })
})
