// How the tests run: which files, how many at once, how long one may take.

import { configDefaults, defineConfig } from 'vitest/config'

import { storiesLeftOut } from './scenes/web/at-hand.ts'

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'scenes/**/*.test.ts', 'checks/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...storiesLeftOut(), '**/*.slow.test.ts'], // tools/test.ts lets them in with --slow
    environment: 'node',
    pool: 'forks', // servers in tests start worker threads and handle signals, which a thread pool would forbid
    maxWorkers: '100%', // the default leaves one core idle, which is half of a small machine
    testTimeout: 15_000,
    hookTimeout: 15_000,
  },
})
