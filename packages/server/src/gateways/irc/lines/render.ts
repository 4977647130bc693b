// Lines as bytes for clients with these capabilities.

import { type CapabilityName, isTold } from '../offers/capabilities.ts'
import { formatLine, type Out } from './line.ts'

/** All lines in one text; each client is told the tags that it asked for, and no others. */
export function render(outs: readonly Out[], has: ReadonlySet<CapabilityName>): string {
  let text = ''
  for (const out of outs) {
    const tags = out.tags === undefined ? [] : Object.entries(out.tags).filter(([tag]) => isTold(tag, has))
    text += formatLine(out, tags)
  }
  return text
}
