// Reads the repository for the checks: every source file as a path and its text.

import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string
  readonly text: string
}

const root = fileURLToPath(new URL('..', import.meta.url))

const source = ['{scenes,bench,tools,checks}/**/*.{ts,tsx}', 'packages/*/src/**/*.{ts,tsx}', 'vitest.config.ts']
const manifests = ['package.json', 'packages/*/package.json']

/** All TypeScript of the repository, and the package.json files that say where it is entered. */
export function readTree(): SourceFile[] {
  return readFiles([...source, ...manifests])
}

export function readFiles(patterns: readonly string[]): SourceFile[] {
  const paths = globSync(patterns, { cwd: root, exclude: ['**/node_modules/**'] }).map((path) =>
    path.replaceAll('\\', '/'),
  )
  return paths.toSorted().map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }))
}

export function isSource(file: SourceFile): boolean {
  return /\.tsx?$/.test(file.path)
}

/** Tests, and the files that only tests use: a contract suite beside the port it is for, and fixtures. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /(^|[/.-])(contract|fixtures)\.ts$/.test(path)
}

/** 'packages/core/src/chat.ts' → 'core'; files outside the packages belong to none. */
export function packageOf(path: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(path)?.[1]
}
