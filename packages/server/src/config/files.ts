// What is written of files: how much there may be of them, in sizes that people write, and how long a link to one is good for.

import { limits, type Limits } from '@hubbub/protocol'
import * as z from 'zod/mini'

const units = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 }

const written = new RegExp(`^(\\d{1,6}(?:\\.\\d{1,3})?) ?(${Object.keys(units).join('|')})$`, 'u')

const Size = z
  .string('this is a size in quotes, such as "10 GiB"')
  .check(z.refine((text) => written.test(text), 'this is a size with its unit, such as "500 MB" or "10 GiB"'))

export const Files = z.strictObject({
  per_person: z.optional(Size),
  total: z.optional(Size),
  free_disk: z.optional(Size),
  link_days: z.optional(
    z.int('this is a whole number').check(z.positive('a day is the least'), z.maximum(3_650, 'ten years are the most')),
  ),
})

/** Those limits that have settings of their own. */
export type FileLimits = Pick<
  Limits,
  'files_bytes_per_person_max' | 'files_bytes_max' | 'disk_free_bytes_min' | 'file_link_ms'
>

const dayMs = 86_400_000

export function fileLimitsFrom(files: z.output<typeof Files> = {}): FileLimits {
  const { per_person: perPerson, total, free_disk: freeDisk, link_days: linkDays } = files
  return {
    files_bytes_per_person_max: bytesOf(perPerson) ?? limits.files_bytes_per_person_max,
    files_bytes_max: bytesOf(total) ?? limits.files_bytes_max,
    disk_free_bytes_min: bytesOf(freeDisk) ?? limits.disk_free_bytes_min,
    file_link_ms: linkDays === undefined ? limits.file_link_ms : linkDays * dayMs,
  }
}

function bytesOf(size: string | undefined): number | undefined {
  const [, number, unit] = written.exec(size ?? '') ?? []
  return number === undefined ? undefined : Math.round(Number(number) * units[unit as keyof typeof units])
}
