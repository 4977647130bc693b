// Every rule of docs/spec.md has a test and every citation a rule, on the real tree and on bad examples.

import { expect, test } from 'vitest'
import { rulesOf, specCoverage } from './spec.ts'
import { readFiles, readTree } from './tree.ts'

test('the specification and the tests agree', () => {
  const [spec = { path: 'docs/spec.md', text: '' }] = readFiles(['docs/spec.md'])
  const tree = readTree().filter(({ path }) => !path.startsWith('checks/'))
  expect(rulesOf(spec).length).toBeGreaterThan(10)
  expect(specCoverage(spec, tree)).toEqual([])
})

const spec = {
  path: 'docs/spec.md',
  text: '## Rooms\n\n- **R-ROOM-1** A room has a name.\n**R-ROOM-2** And a slug; see **R-ROOM-9**.\n',
}

function agreement(tests: string): string[] {
  return specCoverage(spec, [{ path: 'packages/core/src/room.test.ts', text: tests }])
}

test('two rules cited by tests are enough', () => {
  expect(agreement("test('a name [R-ROOM-1]', go); test.each(rows)('a slug %s [R-ROOM-1, R-ROOM-2]', go)")).toEqual([])
  expect(agreement('describe(`both [R-ROOM-1] [R-ROOM-2] ${wire}`, go)')).toEqual([])
})

test('a rule without a test is named', () => {
  const missing = [expect.stringMatching('R-ROOM-2 has no test')]
  expect(agreement("test('a name [R-ROOM-1]', go)")).toEqual(missing)
  expect(agreement("test('a name [R-ROOM-1]', go) // [R-ROOM-2]")).toEqual(missing)
  expect(agreement("test('a name [R-ROOM-1]', go); test.skip('a slug [R-ROOM-2]', go)")).toEqual(missing)
  expect(agreement("test('a name [R-ROOM-1]', go); test.skip.each(rows)('a slug [R-ROOM-2]', go)")).toEqual(missing)
})

test('a citation without a rule is named', () => {
  const found = agreement("test('both [R-ROOM-1] [R-ROOM-2]', go)\ntest('a ghost [R-ROOM-9]', go)")
  expect(found).toEqual([expect.stringMatching('room.test.ts:2 cites R-ROOM-9')])
})

test('a number given twice is named', () => {
  const twice = { ...spec, text: `${spec.text}- **R-ROOM-1** Again.` }
  const tests = { path: 'scenes/room.test.ts', text: "test('both [R-ROOM-1] [R-ROOM-2]', go)" }
  expect(specCoverage(twice, [tests])).toEqual([expect.stringMatching('has R-ROOM-1 twice')])
})
