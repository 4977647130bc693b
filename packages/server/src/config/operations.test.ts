// Proves that docs/operations.md tells every setting there is, with the default that it really has.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod/mini'

import { readConfig } from '../config.ts'
import { Written } from './schema.ts'

const page = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8')
const table = /^## Settings$([^]*?)^## /mu.exec(page)?.[1] ?? ''
const rows = [...table.matchAll(/^\| `([a-z_.]+)` \| (?:`(.+?)`|none) \| .+ \|$/gmu)].map(([, key = '', usual]) => ({
  key,
  usual,
}))

/** The names of all settings; of the limits, which have a table of their own, only that they are there. */
function keysOf(type: z.core.$ZodType, path: string): string[] {
  if (type instanceof z.ZodMiniOptional) return keysOf(type.def.innerType, path)
  if (type instanceof z.ZodMiniArray && type.def.element instanceof z.ZodMiniObject)
    return keysOf(type.def.element, path)
  if (!(type instanceof z.ZodMiniObject) || path === 'limits') return [path]
  return Object.entries(type.shape).flatMap(([key, inner]) => keysOf(inner, path === '' ? key : `${path}.${key}`))
}

test('[R-CONFIG-7] every setting is told, and none that there is not', () => {
  expect(rows.map(({ key }) => key).toSorted()).toEqual(keysOf(Written, '').toSorted())
  expect(rows.length).toBeGreaterThan(30)
})

test('[R-CONFIG-7] every default that is told is the one that it has', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hubbub-operations-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const config = join(folder, 'hubbub.toml')
  // Alone it has no default: strict transport security is off without a port.
  const said = rows.filter(({ key, usual }) => usual !== undefined && key !== 'irc.sts.preload')
  expect(said.length).toBeGreaterThan(15)
  writeFileSync(config, said.map(({ key, usual }) => `${key} = ${usual}\n`).join(''))
  expect(readConfig({ config }, {})).toEqual({ ...readConfig({}, {}), file: config })
})

test('[R-CONFIG-7] every example on the page can be used', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hubbub-operations-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const config = join(folder, 'hubbub.toml')
  const examples = [...page.matchAll(/^```toml\n([^]*?)^```$/gmu)].map(([, text = '']) => text)
  expect(examples.length).toBeGreaterThanOrEqual(3)
  for (const text of examples) {
    writeFileSync(config, text)
    expect(readConfig({ config }, {}).file).toBe(config)
  }
})
