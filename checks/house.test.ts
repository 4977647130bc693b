// Scripts and dependencies of the house, on the real files and on bad examples.

import { expect, test } from 'vitest'
import { wrongDependencies, wrongScripts } from './house.ts'
import { isSource, readFiles, readTree } from './tree.ts'

const [explanation = { path: '', text: '' }] = readFiles(['docs/dependencies.md'])

test('the root has the seven scripts and no more', () => {
  const [root = { path: '', text: '{}' }] = readFiles(['package.json'])
  expect(wrongScripts(root)).toEqual([])
})

test('every dependency is pinned and explained', () => {
  const manifests = readTree().filter((file) => !isSource(file))
  expect(manifests.length).toBeGreaterThanOrEqual(7)
  expect(wrongDependencies(manifests, explanation.text)).toEqual([])
})

test('a script too many or too few is named', () => {
  const scripts = { bench: '', check: '', dev: '', docs: '', hubbub: '', start: '', pretest: '' }
  const found = wrongScripts({ path: 'package.json', text: JSON.stringify({ scripts }) })
  expect(found).toEqual([expect.stringContaining('a script pretest'), expect.stringContaining('lacks the script test')])
})

test.each(['^1.2.3', '~1.2.3', '1.2', '*', 'latest', 'npm:other@1.2.3', 'github:a/b'])(
  '%s is not pinned',
  (version) => {
    const manifest = { path: 'package.json', text: JSON.stringify({ dependencies: { a: version } }) }
    expect(wrongDependencies([manifest], '| `a` | why |')).toEqual([expect.stringContaining('is not pinned')])
  },
)

test('a dependency without a reason and a reason without a dependency are named', () => {
  const manifest = {
    path: 'package.json',
    text: '{"optionalDependencies": {"a": "1.2.3"}, "dependencies": {"@hubbub/core": "0.0.0"}}',
  }
  expect(wrongDependencies([manifest], '| `b` | why |')).toEqual([
    expect.stringContaining('a 1.2.3 has no row'),
    expect.stringContaining('explains b'),
  ])
})
