// What our own clients are shown of each event: all of it, as it is declared.

import type { Heard } from '@hubbub/core'
import { eventNames, events } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { exampleOf } from '../kit/fixtures.ts'
import { textFrame } from '../kit/websocket/frames.ts'
import { outlet } from './outbound.ts'

test.each(eventNames)('[R-WS-18] %s is an event with its whole payload', (name) => {
  const data = events[name].payload.parse(events[name].example)
  expect(outlet.encode(exampleOf(name) as Heard)).toEqual(textFrame(JSON.stringify({ on: name, data })))
})
