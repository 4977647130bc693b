// Every wire with the maker of its first bytes, for tests that mix them all.

import { lengthPrefixed, paddedTexts, proxy, telnet, tls, unknown } from './binary-streams.fixtures.ts'
import { chunks, courseJson, http, irc, lines, ssh } from './text-streams.fixtures.ts'
import type { Maker } from './words.fixtures.ts'

export const STREAMS = {
  tls,
  ssh,
  http,
  irc,
  proxy,
  'course-json': courseJson,
  'frames': paddedTexts,
  'length-prefixed': lengthPrefixed,
  'plain lines': lines,
  'plain telnet': telnet,
  'plain chunks': chunks,
  unknown,
} satisfies Record<string, Maker>

export const WIRES = Object.keys(STREAMS) as (keyof typeof STREAMS)[]
