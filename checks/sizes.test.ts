// Sizes, on the real tree and on bad examples.

import { expect, test } from 'vitest'
import { sizes } from './sizes.ts'
import { isSource, readTree } from './tree.ts'

const purpose = '// Says what this example is for.\n'

function complaintsAbout(text: string, path = 'packages/core/src/example.ts'): string[] {
  return sizes([{ path, text }])
}

function functionOf(lines: number): string {
  return `function tall() {\n${'\n'.repeat(lines - 2)}}\n`
}

test('every file, function and folder can be held in the head', () => {
  const tree = readTree()
  expect(tree.filter(isSource).length).toBeGreaterThan(30)
  expect(sizes(tree)).toEqual([])
})

test('400 lines are a file, 401 are too many, in tests too', () => {
  expect(complaintsAbout(purpose + 'x\n'.repeat(399))).toEqual([])
  expect(complaintsAbout(purpose + 'x\n'.repeat(400))).toEqual([expect.stringContaining('401 lines')])
  expect(complaintsAbout('x\n'.repeat(401), 'packages/core/src/example.test.ts')).toHaveLength(1)
})

test('60 lines are a function, 61 need a reason', () => {
  expect(complaintsAbout(purpose + functionOf(60))).toEqual([])
  expect(complaintsAbout(purpose + functionOf(61))).toEqual([expect.stringContaining('tall has 61 lines')])
  expect(complaintsAbout(`${purpose}\n/** Long because it is one state machine. */\n${functionOf(61)}`)).toEqual([])
  expect(complaintsAbout(functionOf(61), 'packages/core/src/example.test.ts')).toEqual([])
})

test.each([
  'function many(a, b, c, d) {}',
  'const many = (a, b, c, d) => a',
  'class Example { many(a, b, c, d) {} }',
  'const example = { many(a, b, c, ...d) {} }',
])('four parameters are too many: %s', (text) => {
  expect(complaintsAbout(purpose + text)).toEqual([expect.stringContaining('many has 4 parameters')])
})

test('a `this` parameter is only a type', () => {
  expect(complaintsAbout(`${purpose}function few(this: Date, a: 1, b: 2, c: 3) {}`)).toEqual([])
})

test('the first line says what the file is for', () => {
  const missing = [expect.stringContaining('begin with one comment line')]
  expect(complaintsAbout("import './a.ts'\n// Says what this example is for.")).toEqual(missing)
  expect(complaintsAbout('// todo')).toEqual(missing)
  expect(complaintsAbout(`#!/usr/bin/env node\n${purpose}`)).toEqual([])
})

test('twelve files are a folder, thirteen are too many, tests aside', () => {
  const folder = Array.from({ length: 13 }, (_, index) => ({
    path: `packages/core/src/file-${index}.ts`,
    text: purpose,
  }))
  expect(sizes(folder)).toEqual([expect.stringContaining('packages/core/src holds 13 files')])
  const tests = { path: 'packages/core/src/file-1.test.ts', text: purpose }
  expect(sizes([...folder.slice(0, 12), tests])).toEqual([])
})
