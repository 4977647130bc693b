// Declares a table of texts, so that a text that lacks a language does not compile.

import type { Words } from './say.ts'

export function words<const Table extends Words>(table: Table): Table {
  return table
}
