import { events, type EventName, eventNames } from '@hubbub/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readFrame } from './frames.ts'

describe('what a server sends', () => {
  test('[R-CLIENT-18] is read or passed over, whatever it is', () => {
    const kinds = ['reply', 'refusal', 'event', 'unknown']
    const anyFrame = fc.record(
      {
        on: fc.oneof(fc.constantFrom(...eventNames), fc.string()),
        re: fc.anything(),
        ok: fc.anything(),
        error: fc.anything(),
        data: fc.anything(),
      },
      { requiredKeys: [] },
    )
    const stringified = anyFrame.map((frame) =>
      JSON.stringify(frame, (_key, value: unknown) => (typeof value === 'bigint' ? 0 : value)),
    )
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), stringified), (text) => {
        expect(kinds).toContain(readFrame(text).kind)
      }),
    )
  })

  test.each(eventNames)('%s is read as it is declared', (name: EventName) => {
    const { example } = events[name]
    const text = JSON.stringify({ on: name, data: { ...example, addedLater: true } })
    expect(readFrame(text)).toEqual({ kind: 'event', event: { name, payload: example } })
  })
})
