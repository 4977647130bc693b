// Things with one home: the environment in config, SQL in stores/sql, the names of wires nowhere below the server, and requests to others nowhere.

import type { ImportSpecifier, Node } from 'oxc-parser'
import { parse, type Parsed } from './parse.ts'
import { isSource, isTest, packageOf, type SourceFile } from './tree.ts'

interface Reserved {
  readonly what: string
  readonly fix: string
  /** Whether the rule applies to a file; its home and what lies outside the rule do not. */
  readonly watches: (path: string) => boolean
  readonly found: (node: Node) => boolean
}

/** How statements begin. Written small they must go on like a statement, since people also say "select a room". */
const sqlBeginnings = [
  /^\s*SELECT\s[^]+\sFROM\s/,
  /^\s*SELECT\s+[\w*(]/,
  /^\s*(INSERT|REPLACE)\s+(OR\s+\w+\s+)?INTO\s/,
  /^\s*UPDATE\s+\w+\s+SET\s/,
  /^\s*DELETE\s+FROM\s/,
  /^\s*(CREATE|ALTER|DROP)\s+(TABLE|UNIQUE|INDEX|VIRTUAL|TRIGGER|VIEW)\b/,
  /^\s*(BEGIN|COMMIT|ROLLBACK)(\s+(IMMEDIATE|EXCLUSIVE|DEFERRED|TRANSACTION))?\s*;?\s*$/,
  /^\s*PRAGMA\s+\w/,
  /^\s*select\s[^]+\sfrom\s+\w+\s*(where\b|order\b|limit\b|join\b|$)/,
  /^\s*insert\s+into\s+\w+\s*(\(|values\b)/,
  /^\s*update\s+\w+\s+set\s+\w+\s*=/,
  /^\s*delete\s+from\s+\w+\s*(where\b|$)/,
  /^\s*(create|alter|drop)\s+table\s/,
  /^\s*pragma\s+\w/,
]

/** Names that no everyday sentence contains; the folders of gateways/ are added to them. */
const wiresByName = ['irc', 'websocket', 'ssh', 'telnet', 'netcat', 'xmpp']
/** Gateways whose name is an everyday word: only a text that is exactly this word names the wire. */
const everyday = new Set(['plain', 'http'])

export function reserved(files: readonly SourceFile[]): string[] {
  const rules = [environment, sql, requests, wireNames(wiresOf(files))]
  return files
    .filter((file) => isSource(file) && packageOf(file.path) && !isTest(file.path))
    .flatMap((file) => rules.filter((rule) => rule.watches(file.path)).flatMap((rule) => complaints(rule, parse(file))))
}

const environment: Reserved = {
  what: 'the environment',
  fix: 'only packages/server/src/config.ts reads it; take the value as an option',
  watches: (path) => path !== 'packages/server/src/config.ts',
  found: (node) =>
    (node.type === 'MemberExpression' && isName(node.object, 'process') && isName(node.property, 'env')) ||
    (node.type === 'ImportSpecifier' && isName(node.imported, 'env')),
}

const sql: Reserved = {
  what: 'SQL',
  fix: 'it lives in packages/server/src/stores/sql alone; ask the store',
  watches: (path) => !path.startsWith('packages/server/src/stores/sql/'),
  found: (node) => textsOf(node).some((text) => sqlBeginnings.some((beginning) => beginning.test(text))),
}

/** By module of Node, what in it reaches out; all of it where none is named. */
const reachingOut: Readonly<Record<string, readonly string[]>> = {
  'node:net': ['connect', 'createConnection', 'Socket'],
  'node:tls': ['connect'],
  'node:http': ['request', 'get', 'Agent', 'WebSocket'],
  'node:https': [],
  'node:http2': [],
  'node:dgram': [],
  'node:dns': [],
  'node:dns/promises': [],
}

const requests: Reserved = {
  what: 'a request to somebody else',
  fix: 'the server answers and never asks, so that nobody can make it ask for them; let the clients fetch',
  // Actors are test people: to come from outside is what they are for.
  watches: (path) =>
    ['core', 'server'].includes(packageOf(path) ?? '') && !/\/(?:actor|test-line|[\w-]*fixtures)\.ts$/.test(path),
  found: (node) => {
    if (node.type === 'CallExpression') return isName(node.callee, 'fetch')
    if (node.type === 'NewExpression') return isName(node.callee, 'WebSocket')
    if (node.type !== 'ImportDeclaration' || node.importKind === 'type') return false
    const names = reachingOut[node.source.value]
    if (names === undefined) return false
    return names.length === 0 || node.specifiers.some((one) => takesValue(one) && names.includes(one.imported.name))
  },
}

/** An import of one name that is more than a type. */
function takesValue(node: Node): node is ImportSpecifier & { imported: { name: string } } {
  return node.type === 'ImportSpecifier' && node.importKind !== 'type' && 'name' in node.imported
}

function wireNames(wires: readonly string[]): Reserved {
  const names = wires.filter((wire) => !everyday.has(wire)).map((wire) => ` ${wire.replaceAll('-', ' ')} `)
  return {
    what: 'the name of a wire',
    fix: 'below the server nobody knows the wires; say it in general terms, or move it to the gateway',
    // Limits of every part stand together in one file, also those of a single wire.
    watches: (path) =>
      ['core', 'protocol'].includes(packageOf(path) ?? '') && path !== 'packages/protocol/src/limits.ts',
    found: (node) => {
      const texts = textsOf(node)
      if (texts.some((text) => everyday.has(text))) return true
      return [...texts, ...identifierOf(node)].some((text) => names.some((name) => wordsOf(text).includes(name)))
    },
  }
}

function wiresOf(files: readonly SourceFile[]): string[] {
  const folders = files.flatMap(({ path }) => /^packages\/server\/src\/gateways\/([^/]+)\//.exec(path)?.[1] ?? [])
  return [...new Set([...wiresByName, ...folders])].filter((name) => name !== 'kit')
}

function complaints({ what, fix, found }: Reserved, { path, walk, lineOf }: Parsed): string[] {
  const lines = new Set<number>()
  walk((node) => {
    if (found(node)) lines.add(lineOf(node.start))
  })
  return [...lines].map((line) => `${path}:${line} holds ${what}: ${fix}`)
}

/** The text of a string literal, or the pieces of a template. */
function textsOf(node: Node): string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : []
  if (node.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked ?? value.raw)
  return []
}

function identifierOf(node: Node): string[] {
  return node.type === 'Identifier' ? [node.name] : []
}

/** 'courseJson', 'course-json' and 'Course JSON' all hold ' course json ', 'WebSocket' holds ' websocket ' and ' web socket '. */
function wordsOf(text: string): string {
  const apart = text.replaceAll(/([a-z])([A-Z])/g, '$1 $2')
  const words = `${text} | ${apart}`.toLowerCase().match(/[a-z]+|\|/g) ?? []
  return ` ${words.join(' ')} `
}

function isName(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}
