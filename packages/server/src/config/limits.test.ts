// Proves that a limit which can be set is heeded: whatever is read as a constant somewhere cannot be set, or only lowered.

import { limits } from '@hubbub/protocol'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

import { SomeLimits } from './limits.ts'

const packages = fileURLToPath(new URL('../../../', import.meta.url))

/** Tests, and the command line's work on accounts, which has no configuration. */
const ownConcern = /\/admin\/|(?:\.test|contract|fixtures|actor)\.ts$/u

function sources(pattern: string): string[] {
  const paths = globSync(pattern, { cwd: packages }).filter((path) => !ownConcern.test(path))
  return paths.map((path) => readFileSync(`${packages}${path}`, 'utf8'))
}

const namesIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\w.])limits\.(\w+_\w+)/gu)].map(([, name = '']) => name)

/** What one file takes of the table itself, and not of the limits that it is handed. */
function constantsIn(text: string): string[] {
  return /import \{[^}]*(?<!type )\blimits\b(?! as)[^}]*\} from '@hubbub\/protocol/u.test(text) ? namesIn(text) : []
}

const canBe = (name: string, value: number): boolean => SomeLimits.safeParse({ [name]: value }).success

test('[R-CONFIG-8] what the declarations of the protocol state cannot be raised', () => {
  const names = new Set(sources('protocol/src/!(limits).ts').flatMap(namesIn))
  expect(names.size).toBeGreaterThan(20)
  expect([...names].filter((name) => canBe(name, 999_999_999))).toEqual([])
})

test('[R-CONFIG-8] what parts of the server have built in cannot be raised', () => {
  const names = new Set(sources('{core,server}/src/**/*.ts').flatMap(constantsIn))
  expect(names.size).toBeGreaterThan(5)
  expect([...names].filter((name) => canBe(name, 999_999_999))).toEqual([])
})

test('[R-CONFIG-8] the others can be set, and names shortened', () => {
  const settable = Object.keys(limits).filter((name) => canBe(name, 1))
  for (const name of ['person_name_chars_max', 'connections_max', 'ping_every_ms']) expect(settable).toContain(name)
  expect(canBe('person_name_chars_max', limits.person_name_chars_max + 1)).toBe(false)
  expect(canBe('person_name_chars_max', 0)).toBe(false)
  expect(settable).not.toContain('message_body_bytes_max')
})

test('[R-CONFIG-13] what IRC clients may have at once can be set, what a line has room for only lowered', () => {
  const most = 999_999
  for (const name of ['irc_targets_max', 'irc_names_channels_max', 'irc_monitor_nicks_max', 'irc_who_people_max']) {
    expect(canBe(name, most)).toBe(true)
  }
  for (const name of [
    'bans_per_room_max',
    'rooms_joined_per_person_max',
    'irc_whowas_people_max',
    'image_pixels_max',
  ]) {
    expect(canBe(name, most)).toBe(true)
  }
  for (const name of ['irc_mode_params_max', 'irc_metadata_value_bytes_max']) {
    expect([canBe(name, 1), canBe(name, most)]).toEqual([true, false])
  }
  for (const name of ['irc_rest_bytes_max', 'irc_line_bytes_max', 'room_topic_chars_max', 'reason_chars_max']) {
    expect(canBe(name, 1)).toBe(false)
  }
})
