// Keeps the house small: the seven scripts of the root, and dependencies that are pinned and explained.

import type { SourceFile } from './tree.ts'

const scripts = ['bench', 'check', 'dev', 'docs', 'hubbub', 'start', 'test']
const reasons = 'docs/dependencies.md'

export function wrongScripts(root: SourceFile): string[] {
  const present = Object.keys(JSON.parse(root.text).scripts ?? {})
  return [
    ...present
      .filter((name) => !scripts.includes(name))
      .map((name) => `${root.path} has a script ${name}: make it a subcommand or a tool`),
    ...scripts.filter((name) => !present.includes(name)).map((name) => `${root.path} lacks the script ${name}`),
  ]
}

export function wrongDependencies(manifests: readonly SourceFile[], explained: string): string[] {
  const rows = new Set([...explained.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name))
  const used = manifests.flatMap(dependenciesOf)
  const names = new Set(used.map(({ name }) => name))
  return [
    ...used
      .filter(({ version }) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(({ where }) => `${where} is not pinned: write the exact version`),
    ...used
      .filter(({ name }) => !rows.has(name))
      .map(({ where, name }) => `${where} has no row in ${reasons}: say why ${name} is here`),
    ...[...rows]
      .filter((name) => name && !names.has(name))
      .map((name) => `${reasons} explains ${name}, which nothing depends on: drop the row`),
  ]
}

function dependenciesOf({ path, text }: SourceFile): { name: string; version: string; where: string }[] {
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = JSON.parse(text)
  return Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies })
    .filter(([name]) => !name.startsWith('@hubbub/'))
    .map(([name, version]) => ({ name, version, where: `${path}: ${name} ${version}` }))
}
