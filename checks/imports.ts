// Where an import leads: to a file of this repository or to a package from outside.

import { isSource, type SourceFile } from './tree.ts'
import { parse } from './parse.ts'

export interface Arrow {
  readonly from: string
  readonly specifier: string
  readonly line: number
  /** The file it leads to, or undefined when it leads out of the repository. */
  readonly to: string | undefined
}

/** Every import in these files, type-only ones too. */
export function arrows(files: readonly SourceFile[]): Arrow[] {
  const resolve = resolver(files)
  return files.filter(isSource).flatMap((file) =>
    parse(file).imports.map(({ specifier, line }) => ({
      from: file.path,
      specifier,
      line,
      to: resolve(file.path, specifier),
    })),
  )
}

export function resolver(files: readonly SourceFile[]): (from: string, specifier: string) => string | undefined {
  const entries = new Map(files.filter((file) => !isSource(file)).flatMap((file) => Object.entries(entriesOf(file))))
  return (from, specifier) => {
    if (specifier.startsWith('.')) return new URL(specifier, `file:///${from}`).pathname.slice(1)
    const [, name, rest] = /^@hubbub\/([^/]+)(.*)$/.exec(specifier) ?? []
    if (name === undefined) return undefined
    return entries.get(specifier) ?? `packages/${name}/src${rest || '/index'}.ts`
  }
}

/** The names by which a package is imported or run, each with its file: {'@hubbub/core': 'packages/core/src/index.ts'}. */
export function entriesOf(manifest: SourceFile): Record<string, string> {
  const { name, exports = {}, bin = {} } = JSON.parse(manifest.text)
  const folder = manifest.path.slice(0, -'package.json'.length)
  const exported = Object.entries<string>(exports).map(([key, file]) => [name + key.slice(1), file] as const)
  const run = Object.entries<string>(bin)
  return Object.fromEntries([...exported, ...run].map(([key, file]) => [key, folder + file.slice(2)]))
}
