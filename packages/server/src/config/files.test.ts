// Proves that sizes of files are read as they are written, and that there is one place to write them.

import { limits } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { fileLimitsFrom, Files } from './files.ts'
import { SomeLimits } from './limits.ts'

test.each([
  ['0 B', 0],
  ['500MB', 500_000_000],
  ['1.5 kB', 1_500],
  ['10 GiB', 10 * 2 ** 30],
  ['0.001 KiB', 1],
  ['999999 TiB', 999_999 * 2 ** 40],
])('[R-FILE-124] %s is a size', (total, bytes) => {
  expect(fileLimitsFrom(Files.parse({ total })).files_bytes_max).toBe(bytes)
})

test.each(['', '10', 'GiB', '-1 B', '1e9 B', '10 gib', '10 GiB ', '1.2345 GB', '1234567 B', ' 1 B', '١ B', 10])(
  '[R-FILE-124] %j is none',
  (total) => expect(Files.safeParse({ total }).success).toBe(false),
)

test('[R-FILE-124] links are good for so many days; what is not written is as usual; nothing of it is a limit', () => {
  expect(fileLimitsFrom({ link_days: 2 })).toMatchObject({ file_link_ms: 2 * 86_400_000 })
  const usual = fileLimitsFrom()
  expect(limits).toMatchObject(usual)
  const settable = Object.entries(usual).filter(([name, value]) => SomeLimits.safeParse({ [name]: value }).success)
  expect(settable).toEqual([])
  for (const linkDays of [0, -1, 1.5, 4_000]) expect(Files.safeParse({ link_days: linkDays }).success).toBe(false)
})
