// No file leads back to itself, on the real tree and on bad examples.

import { expect, test } from 'vitest'
import { circles } from './circles.ts'
import { isSource, readTree } from './tree.ts'

test('no files import each other in a circle', () => {
  const tree = readTree()
  expect(tree.filter(isSource).length).toBeGreaterThan(30)
  expect(circles(tree)).toEqual([])
})

test('a circle is found through types, through what is passed on, and through packages', () => {
  const files = [
    { path: 'packages/core/src/index.ts', text: "export * from './a.ts'" },
    { path: 'packages/core/src/a.ts', text: "import type { B } from './inner/b.ts'" },
    { path: 'packages/core/src/inner/b.ts', text: "import { a } from '@hubbub/core'" },
  ]
  expect(circles(files)).toEqual([
    expect.stringContaining(
      'core/src/index.ts → packages/core/src/a.ts → packages/core/src/inner/b.ts → packages/core/src/index.ts',
    ),
  ])
})

test('a file that imports itself is a circle, a diamond is none', () => {
  expect(circles([{ path: 'tools/self.ts', text: "import './self.ts'" }])).toHaveLength(1)
  const diamond = [
    { path: 'tools/top.ts', text: "import './left.ts'; import './right.ts'" },
    { path: 'tools/left.ts', text: "import './bottom.ts'" },
    { path: 'tools/right.ts', text: "import './bottom.ts'" },
    { path: 'tools/bottom.ts', text: '' },
  ]
  expect(circles(diamond)).toEqual([])
})
