// What the checks want to know about one TypeScript file: its imports, exports, texts, functions and comments.

import { parseSync, type Comment, type EcmaScriptModule, type Node, type StaticExportEntry } from 'oxc-parser'
import type { SourceFile } from './tree.ts'

export interface Import {
  readonly specifier: string
  /** What is taken: names, 'default', or '*' for everything. */
  readonly names: readonly string[]
  readonly line: number
}

export interface Export {
  /** '*' when everything of another file is passed on. */
  readonly name: string
  readonly local: string | undefined
  readonly isType: boolean
  /** Set when the thing itself lives in another file. */
  readonly from: { readonly specifier: string; readonly name: string } | undefined
  readonly line: number
}

export interface Parsed {
  readonly path: string
  readonly imports: readonly Import[]
  readonly exports: readonly Export[]
  readonly comments: readonly Comment[]
  /** Calls `visit` for every node, parents first. */
  readonly walk: (visit: (node: Node, parent: Node | undefined) => void) => void
  readonly lineOf: (offset: number) => number
}

const known = new WeakMap<SourceFile, Parsed>()

export function parse(file: SourceFile): Parsed {
  const before = known.get(file)
  if (before) return before
  const parsed = parseNow(file)
  known.set(file, parsed)
  return parsed
}

function parseNow({ path, text }: SourceFile): Parsed {
  const { program, module, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`)
  const lineOf = lineFinder(text)
  const walk: Parsed['walk'] = (visit) => walkFrom(program, undefined, visit)
  const imports = [...writtenImports(module, lineOf), ...importsInExpressions(walk, lineOf)]
  return { path, imports, exports: exportsOf(module, lineOf), comments, walk, lineOf }
}

function writtenImports(module: EcmaScriptModule, lineOf: Parsed['lineOf']): Import[] {
  const imported = module.staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    names: entries.map(({ importName }) => importName.name ?? (importName.kind === 'Default' ? 'default' : '*')),
    line: lineOf(start),
  }))
  const passedOn = module.staticExports.flatMap(({ entries, start }) =>
    // Names that are passed on are not used by that alone; exportsOf() remembers where they come from.
    entries.flatMap(({ moduleRequest: request }) =>
      request ? [{ specifier: request.value, names: [], line: lineOf(start) }] : [],
    ),
  )
  return [...imported, ...passedOn]
}

/** `import('./x.ts')`, as a value and as a type. */
function importsInExpressions(walk: Parsed['walk'], lineOf: Parsed['lineOf']): Import[] {
  const found: Import[] = []
  walk((node) => {
    if (node.type !== 'ImportExpression' && node.type !== 'TSImportType') return
    const { source } = node
    if (source.type !== 'Literal' || typeof source.value !== 'string') return
    found.push({ specifier: source.value, names: ['*'], line: lineOf(node.start) })
  })
  return found
}

function exportsOf(module: EcmaScriptModule, lineOf: Parsed['lineOf']): Export[] {
  return module.staticExports.flatMap(({ entries }) => entries.map((entry) => exportOf(entry, lineOf)))
}

function exportOf(entry: StaticExportEntry, lineOf: Parsed['lineOf']): Export {
  const { exportName, importName, localName, moduleRequest, isType, start } = entry
  const name = exportName.name ?? (exportName.kind === 'Default' ? 'default' : '*')
  const from = moduleRequest ? { specifier: moduleRequest.value, name: importName.name ?? '*' } : undefined
  return { name, local: localName.name ?? undefined, isType, from, line: lineOf(start) }
}

function walkFrom(node: Node, parent: Node | undefined, visit: (node: Node, parent: Node | undefined) => void): void {
  visit(node, parent)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walkFrom(child, node, visit)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    const next = starts.findIndex((start) => start > offset)
    return next < 0 ? starts.length : next
  }
}
