// Compares what the generator would write now with what stands in docs/.

import type { SourceFile } from './tree.ts'

export function outdated(generated: readonly SourceFile[], onDisk: readonly SourceFile[]): string[] {
  const disk = new Map(onDisk.map(({ path, text }) => [path, text]))
  return generated
    .filter(({ path, text }) => disk.get(path) !== text)
    .map(({ path }) => `${path} is out of date: npm run docs`)
}
