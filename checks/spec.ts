// Holds docs/spec.md and the tests together: every rule has a test that cites it, and every citation has a rule.

import type { CallExpression, Node } from 'oxc-parser'
import { parse } from './parse.ts'
import { isSource, type SourceFile } from './tree.ts'

interface Cited {
  readonly rule: string
  readonly where: string
}

export function specCoverage(spec: SourceFile, files: readonly SourceFile[]): string[] {
  const rules = rulesOf(spec)
  const citations = files.filter(isSource).flatMap(citationsIn)
  const cited = new Set(citations.map(({ rule }) => rule))
  return [
    ...rules
      .filter((rule, index) => rules.indexOf(rule) !== index)
      .map((rule) => `${spec.path} has ${rule} twice: give one a new number`),
    ...rules
      .filter((rule) => !cited.has(rule))
      .map((rule) => `${rule} has no test: put [${rule}] in the name of the test that proves it`),
    ...citations
      .filter(({ rule }) => !rules.includes(rule))
      .map(({ rule, where }) => `${where} cites ${rule}, which ${spec.path} does not have`),
  ]
}

/** Rules are written `**R-ROOM-3** what is always true`, each on a line of its own, with or without a bullet. */
export function rulesOf({ text }: SourceFile): string[] {
  return [...text.matchAll(/^\s*(?:[-*] )?\*\*(R-[A-Z]+-\d+)\*\*/gm)].flatMap(([, rule]) => rule ?? [])
}

/** Citations are names of tests such as `'the sender may retry [R-MESSAGE-4] [R-MESSAGE-5]'`; a skipped test proves nothing. */
function citationsIn(file: SourceFile): Cited[] {
  if (!file.text.includes('[R-')) return []
  const { walk, lineOf, path } = parse(file)
  const found: Cited[] = []
  walk((node) => {
    if (node.type !== 'CallExpression' || isSkipped(node.callee)) return
    const rules = titleOf(node).match(/(?<=\[[^\]]*)R-[A-Z]+-\d+(?=[^[]*\])/g) ?? []
    found.push(...rules.map((rule) => ({ rule, where: `${path}:${lineOf(node.start)}` })))
  })
  return found
}

function titleOf({ arguments: [title] }: CallExpression): string {
  if (title?.type === 'Literal' && typeof title.value === 'string') return title.value
  return title?.type === 'TemplateLiteral' ? title.quasis.map(({ value }) => value.raw).join('…') : ''
}

function isSkipped(callee: Node): boolean {
  if (callee.type === 'CallExpression') return isSkipped(callee.callee)
  if (callee.type !== 'MemberExpression') return false
  const skips = callee.property.type === 'Identifier' && ['skip', 'todo', 'skipIf'].includes(callee.property.name)
  return skips || isSkipped(callee.object)
}
