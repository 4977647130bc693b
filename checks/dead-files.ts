// Finds files that nothing reaches and exports that nobody takes.

import { entriesOf, resolver } from './imports.ts'
import { parse, type Export, type Parsed } from './parse.ts'
import { isSource, isTest, packageOf, type SourceFile } from './tree.ts'

/** A package's file lives when an entry in a package.json leads to it; its tests do not keep it alive. */
export function deadFiles(files: readonly SourceFile[]): string[] {
  const sources = files.filter(isSource).map(({ path }) => path)
  const running = reach(files, beginnings(files))
  const tested = reach(files, [...running, ...sources.filter(isTest)])
  return sources.flatMap((path) => {
    const alive = packageOf(path) && !isTest(path) ? running : tested
    if (alive.has(path)) return []
    const by = tested.has(path) ? 'only tests' : 'nothing'
    return [`${path} is reached by ${by}: import it where it is needed, or delete it`]
  })
}

export function deadExports(files: readonly SourceFile[]): string[] {
  const taken = takenNames(files)
  return files.filter(isSource).flatMap((file) => {
    const parsed = parse(file)
    return parsed.exports
      .filter(({ name }) => name !== '*' && !taken.has(`${file.path} ${name}`))
      .filter((exported) => !isTypeUsedAtHome(parsed, exported) && file.path !== 'vitest.config.ts')
      .map(
        ({ name, line }) =>
          `${file.path}:${line} exports ${name}, and nobody imports it: drop the export, or what it exports`,
      )
  })
}

function beginnings(files: readonly SourceFile[]): string[] {
  const scripts = files
    .filter((file) => !isSource(file))
    .flatMap(({ text }) => text.match(/(?<=node run\.mjs .*)[\w./-]+\.ts\b/g) ?? [])
  return ['vitest.config.ts', ...entriesIn(files), ...scripts]
}

function entriesIn(files: readonly SourceFile[]): string[] {
  return files.filter((file) => !isSource(file)).flatMap((manifest) => Object.values(entriesOf(manifest)))
}

function reach(files: readonly SourceFile[], from: readonly string[]): Set<string> {
  const sources = new Map(files.filter(isSource).map((file) => [file.path, file]))
  const resolve = resolver(files)
  const reached = new Set<string>()
  const waiting = [...from]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = sources.get(path)
    if (!file || reached.has(path)) continue
    reached.add(path)
    waiting.push(...mentions(parse(file)).flatMap((specifier) => resolve(file.path, specifier) ?? []))
  }
  return reached
}

/** Imports, and texts that name a file, as in `new Worker(new URL('./worker.ts', import.meta.url))`. */
function mentions({ imports, walk }: Parsed): string[] {
  const found = imports.map(({ specifier }) => specifier)
  walk((node) => {
    if (node.type !== 'Literal' || typeof node.value !== 'string') return
    if (/^(\.\.?\/.*\.tsx?|@hubbub\/.+)$/.test(node.value)) found.push(node.value)
  })
  return found
}

/** Every 'path name' that some import takes, followed through files that only pass it on. */
function takenNames(files: readonly SourceFile[]): Set<string> {
  const sources = new Map(files.filter(isSource).map((file) => [file.path, file]))
  const resolve = resolver(files)
  const taken = new Set<string>()

  function take(path: string | undefined, name: string): void {
    const file = path === undefined ? undefined : sources.get(path)
    if (!file || taken.has(`${path} ${name}`)) return
    taken.add(`${path} ${name}`)
    const { exports } = parse(file)
    if (name === '*') for (const exported of exports) if (exported.name !== '*') take(path, exported.name)
    const own = exports.filter((exported) => exported.name === name)
    const through = own.length > 0 ? own : exports.filter((exported) => exported.name === '*')
    for (const { from } of through)
      if (from) take(resolve(file.path, from.specifier), from.name === '*' ? name : from.name)
  }

  const entries = entriesIn(files)
  for (const [path, file] of sources) {
    const { imports, exports } = parse(file)
    for (const { specifier, names } of imports) for (const name of names) take(resolve(path, specifier), name)
    // Users of a package may want to name its types.
    if (entries.includes(path)) for (const { name, isType } of exports) if (isType) take(path, name)
  }
  return taken
}

/** A type in the signature of an exported function is exported with it, so that callers can name it. */
function isTypeUsedAtHome({ walk }: Parsed, { isType, local }: Export): boolean {
  let mentioned = 0
  walk((node) => {
    if (node.type === 'Identifier' && node.name === local) mentioned += 1
  })
  return isType && mentioned > 1
}
