// Files that nothing reaches and exports that nobody takes, on the real tree and on bad examples.

import { expect, test } from 'vitest'
import { deadExports, deadFiles } from './dead-files.ts'
import { isSource, readTree } from './tree.ts'

const tree = readTree()

test('every file is reached', () => {
  expect(tree.filter(isSource).length).toBeGreaterThan(30)
  expect(deadFiles(tree)).toEqual([])
})

test('every export is taken', () => {
  expect(deadExports(tree)).toEqual([])
})

const core = 'packages/core/src'
const manifest = {
  path: 'packages/core/package.json',
  text: '{"name": "@hubbub/core", "exports": {".": "./src/index.ts"}}',
}

test('a file lives when an entry leads to it by import, by worker or by script', () => {
  const files = [
    { path: 'package.json', text: '{"scripts": {"docs": "node run.mjs --flag tools/docs.ts all"}}' },
    manifest,
    { path: `${core}/index.ts`, text: "export * from './a.ts'; new Worker(new URL('./worker.ts', import.meta.url))" },
    { path: `${core}/a.ts`, text: '' },
    { path: `${core}/worker.ts`, text: "await import('./late.ts')" },
    { path: `${core}/late.ts`, text: '' },
    { path: 'tools/docs.ts', text: "import './helper.ts'" },
    { path: 'tools/helper.ts', text: '' },
  ]
  expect(deadFiles(files)).toEqual([])
})

test('a file that nothing reaches is dead, and its own test does not revive it', () => {
  const files = [
    manifest,
    { path: `${core}/index.ts`, text: '' },
    { path: `${core}/forgotten.ts`, text: '' },
    { path: `${core}/tried.ts`, text: '' },
    { path: `${core}/tried.test.ts`, text: "import './tried.ts'; import './contract.ts'" },
    { path: `${core}/contract.ts`, text: '' },
    { path: 'tools/unused.ts', text: '' },
  ]
  expect(deadFiles(files)).toEqual([
    expect.stringMatching('forgotten.ts is reached by nothing'),
    expect.stringMatching('tried.ts is reached by only tests'),
    expect.stringMatching('tools/unused.ts is reached by nothing'),
  ])
})

test('an export that nobody takes is dead, wherever it is passed on', () => {
  const files = [
    manifest,
    {
      path: `${core}/index.ts`,
      text: "export * from './a.ts'; export { named as renamed } from './b.ts'; export { lonely, type Name } from './b.ts'",
    },
    { path: `${core}/a.ts`, text: 'export const taken = 1, dead = 2; export default 3' },
    { path: `${core}/b.ts`, text: 'export const named = 1, lonely = 2; export interface Name {}' },
    { path: 'tools/user.ts', text: "import { taken, renamed } from '@hubbub/core'" },
  ]
  expect(deadExports(files)).toEqual([
    expect.stringMatching('index.ts:1 exports lonely'),
    expect.stringMatching('a.ts:1 exports dead'),
    expect.stringMatching('a.ts:1 exports default'),
    expect.stringMatching('b.ts:1 exports lonely'),
  ])
})

test('a namespace import takes everything', () => {
  const files = [
    { path: 'tools/a.ts', text: 'export const one = 1, two = 2' },
    { path: 'tools/user.ts', text: "import * as a from './a.ts'" },
  ]
  expect(deadExports(files)).toEqual([])
})

test('a type in an exported signature may stand there by itself', () => {
  const text = 'export interface Used { x: 1 }\nexport type Dead = 2\nexport function f(u: Used) {}'
  const files = [
    { path: 'tools/a.ts', text },
    { path: 'tools/user.ts', text: "import { f } from './a.ts'" },
  ]
  expect(deadExports(files)).toEqual([expect.stringMatching('a.ts:2 exports Dead')])
})
