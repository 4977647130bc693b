// The answer to one labelled line: exactly one logical reply (IRCv3 labeled-response).

import type { Out } from './line.ts'
import { timeTag } from '../names.ts'

/** Nothing is an ACK, one line carries the label, several are a batch that carries it. */
export function labelled(
  outs: readonly Out[],
  given: { label: string; batch: string; source: string; now: number },
): readonly Out[] {
  const { label, batch, source, now } = given
  const [first] = outs
  if (first === undefined) return [{ tags: { label, time: timeTag(now) }, source, verb: 'ACK', params: [] }]
  // A batch that is the whole answer carries the label itself.
  const isOneBatch = first.verb === 'BATCH' && outs.findIndex((out) => isEndOf(out, first)) === outs.length - 1
  if (outs.length === 1 || isOneBatch) return [withTags(first, { label }), ...outs.slice(1)]
  return [
    { tags: { label, time: timeTag(now) }, source, verb: 'BATCH', params: [`+${batch}`, 'labeled-response'] },
    ...outs.map((out) => (out.tags?.['batch'] === undefined ? withTags(out, { batch }) : out)),
    { source, verb: 'BATCH', params: [`-${batch}`] },
  ]
}

function isEndOf(out: Out, start: Out): boolean {
  return out.verb === 'BATCH' && out.params[0] === `-${start.params[0]?.slice(1)}`
}

export function withTags(out: Out, tags: Readonly<Record<string, string>>): Out {
  return { ...out, tags: { ...out.tags, ...tags } }
}
