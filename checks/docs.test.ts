// The generated documents are up to date, on the real tree and on bad examples.

import { expect, test } from 'vitest'
import { generate } from '../tools/docs.ts'
import { outdated } from './docs.ts'
import { readFiles } from './tree.ts'

test('docs/ holds what the generator would write', async () => {
  const generated = await generate()
  expect(generated.length).toBeGreaterThan(0)
  expect(outdated(generated, readFiles(generated.map(({ path }) => path)))).toEqual([])
})

test('a changed or missing document is named, with the way to renew it', () => {
  const generated = [
    { path: 'docs/a.md', text: 'new' },
    { path: 'docs/b.md', text: 'same' },
    { path: 'docs/c.md', text: 'missing' },
  ]
  const onDisk = [
    { path: 'docs/a.md', text: 'old' },
    { path: 'docs/b.md', text: 'same' },
  ]
  expect(outdated(generated, onDisk)).toEqual([
    'docs/a.md is out of date: npm run docs',
    'docs/c.md is out of date: npm run docs',
  ])
})
