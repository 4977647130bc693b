// What a reader can hold in the head: lengths of files and functions, parameters, files in a folder, and a first line that explains.

import { posix } from 'node:path'
import type { Function as FunctionNode, ArrowFunctionExpression, Node } from 'oxc-parser'
import { parse, type Parsed } from './parse.ts'
import { isSource, isTest, type SourceFile } from './tree.ts'

const fileLinesMax = 400
const functionLinesMax = 60
const parametersMax = 3
const folderFilesMax = 12

/** Folders that may hold more, each with its why. */
const largerFolders: Readonly<Record<string, number>> = {
  'packages/protocol/src': 19, // the vocabulary: one flat folder, one file a noun, so that every word's place can be guessed
}

/** A comment right above a long function that gives its reason, such as a parser's state machine. */
const reasonForLength = /\blong because\b/i

export function sizes(files: readonly SourceFile[]): string[] {
  const sources = files.filter(isSource)
  const production = sources.filter(({ path }) => !isTest(path))
  return [
    ...sources.flatMap(longFile),
    ...production.flatMap(missingPurpose),
    ...production.flatMap((file) => functionsOf(parse(file)).flatMap(wrongFunction)),
    ...crowdedFolders(production),
  ]
}

function longFile({ path, text }: SourceFile): string[] {
  const lines = text.trimEnd().split('\n').length
  return lines > fileLinesMax
    ? [`${path} has ${lines} lines, ${fileLinesMax} is the most: give its second concern a file of its own`]
    : []
}

function missingPurpose({ path, text }: SourceFile): string[] {
  const [first = ''] = text.replace(/^#!.*\n/, '').split('\n')
  const says = /^(?:\/\/|\/\*\*?)\s*\S+(?:\s+\S+){2,}/.test(first)
  return says ? [] : [`${path}:1 begin with one comment line that says in a sentence what this file is for`]
}

function crowdedFolders(files: readonly SourceFile[]): string[] {
  const folders = Map.groupBy(files, ({ path }) => posix.dirname(path))
  return [...folders].flatMap(([folder, { length }]) => {
    const max = largerFolders[folder] ?? folderFilesMax
    return length > max
      ? [`${folder} holds ${length} files, ${max} is the most: gather those that belong together in a folder`]
      : []
  })
}

interface FoundFunction {
  readonly where: string
  readonly name: string
  readonly lines: number
  readonly parameters: number
  readonly excused: boolean
}

function wrongFunction({ where, name, lines, parameters, excused }: FoundFunction): string[] {
  const found: string[] = []
  if (lines > functionLinesMax && !excused) {
    found.push(
      `${where} ${name} has ${lines} lines, ${functionLinesMax} is the most: name its steps, or write above it "Long because …"`,
    )
  }
  if (parameters > parametersMax) {
    found.push(
      `${where} ${name} has ${parameters} parameters, ${parametersMax} is the most: gather what belongs together in one object`,
    )
  }
  return found
}

function functionsOf(parsed: Parsed): FoundFunction[] {
  const excuses = parsed.comments
    .filter(({ value }) => reasonForLength.test(value))
    .map(({ end }) => parsed.lineOf(end))
  const found: FoundFunction[] = []
  parsed.walk((node, parent) => {
    if (!isFunction(node)) return
    const [first, last] = [parsed.lineOf(node.start), parsed.lineOf(node.end)]
    found.push({
      where: `${parsed.path}:${first}`,
      name: nameOf(node, parent),
      lines: last - first + 1,
      parameters: node.params.filter((parameter) => !isThis(parameter)).length,
      excused: excuses.includes(first - 1),
    })
  })
  return found
}

function isFunction(node: Node): node is FunctionNode | ArrowFunctionExpression {
  return (
    node.type === 'ArrowFunctionExpression' || node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression'
  )
}

function isThis(parameter: Node): boolean {
  return parameter.type === 'Identifier' && parameter.name === 'this'
}

function nameOf(node: FunctionNode | ArrowFunctionExpression, parent: Node | undefined): string {
  const named =
    node.id || (parent && 'key' in parent && parent.key) || (parent?.type === 'VariableDeclarator' && parent.id)
  return named && 'name' in named && typeof named.name === 'string' ? named.name : 'this function'
}
