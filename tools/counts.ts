// Counts what vitest really did: tests, files that could not be loaded, and errors outside any test.

import type { TestModule } from 'vitest/node'

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

export function addUp(modules: readonly TestModule[], strayErrors: number): Counts {
  const counts: Counts = { passed: 0, failed: strayErrors, skipped: 0 }
  for (const module of modules) {
    const states = [...module.children.allTests()].map((test) => test.result().state)
    // A test without a verdict was begun and lost (its worker died): that is no pass and no skip.
    for (const state of states) counts[state === 'pending' ? 'failed' : state] += 1
    if (module.state() === 'failed' && !states.includes('failed') && !states.includes('pending')) counts.failed += 1
  }
  return counts
}

export function summary({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
}
