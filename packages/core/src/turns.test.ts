import { expect, test } from 'vitest'

import { Turns } from './turns.ts'

test('[R-ROOM-36] what is done to one room is done one after the other, and what fails holds nobody up', async () => {
  const turns = new Turns()
  const done: string[] = []
  const gate = Promise.withResolvers<void>()
  const first = turns.take(1, async () => {
    await gate.promise
    done.push('first')
    throw new Error('in vain')
  })
  const second = turns.take(1, async () => done.push('second'))
  await turns.take(2, async () => done.push('elsewhere'))
  expect(done).toEqual(['elsewhere'])
  gate.resolve()
  await expect(first).rejects.toThrow('in vain')
  await second
  expect(done).toEqual(['elsewhere', 'first', 'second'])
})
