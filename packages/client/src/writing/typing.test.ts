import { limits } from '@hubbub/protocol'
import { manualClock } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import type { Client } from '../options.ts'
import { openTyping } from './typing.ts'

function bench() {
  const clock = manualClock()
  const told: unknown[] = []
  const tell = (_name: string, { state }: { state: string }): Promise<object> => {
    told.push(state)
    return Promise.reject(new Error('nobody hears it'))
  }
  const typing = openTyping({ do: tell as unknown as Client['do'] }, clock, 'lobby')
  return { clock, told, typing }
}

test('[R-CLIENT-119] keystrokes are told at most every few seconds, then that we paused, and that we are done', () => {
  const { clock, told, typing } = bench()
  for (let i = 0; i < 10; i++) {
    typing.typed('abc')
    clock.advance(limits.typing_every_ms / 5)
  }
  expect(told).toEqual(['active', 'active'])
  clock.advance(limits.typing_every_ms)
  expect(told).toEqual(['active', 'active', 'paused'])
  typing.typed('abcd')
  typing.typed('')
  typing.typed('')
  expect(told).toEqual(['active', 'active', 'paused', 'active', 'done'])
  clock.advance(60_000)
  expect(told).toHaveLength(5)
})

test('[R-CLIENT-119] what is sent says by itself that we are done; who goes away says so', () => {
  const { clock, told, typing } = bench()
  typing.typed('abc')
  typing.sent()
  clock.advance(60_000)
  expect(told).toEqual(['active'])
  typing.typed('abc')
  typing.close()
  expect(told).toEqual(['active', 'active', 'done'])
})
