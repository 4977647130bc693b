// Finds files that import each other in a circle; type-only imports count, because a reader has to follow them too.

import { arrows } from './imports.ts'
import type { SourceFile } from './tree.ts'

export function circles(files: readonly SourceFile[]): string[] {
  const next = Map.groupBy(arrows(files), ({ from }) => from)
  const done = new Set<string>()
  const found: string[] = []

  function visit(path: string, trail: readonly string[]): void {
    const begin = trail.indexOf(path)
    if (begin >= 0) found.push(complaint([...trail.slice(begin), path]))
    if (begin >= 0 || done.has(path)) return
    for (const { to } of next.get(path) ?? []) if (to) visit(to, [...trail, path])
    done.add(path)
  }

  for (const path of next.keys()) visit(path, [])
  return found
}

function complaint(circle: readonly string[]): string {
  return `${circle.join(' → ')}: move what both sides need into a file that imports neither`
}
