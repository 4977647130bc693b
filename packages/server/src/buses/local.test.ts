import type { Announcement } from '@hubbub/core'
import { limits } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { busContract, keepingLog } from './contract.ts'
import { localBus } from './local.ts'

busContract('local', async () => {
  const { log, complaints } = keepingLog()
  return { bus: localBus({ log }), complaints }
})

test('publishing tells at once: what is announced has been heard when it returns [R-BUS-5]', () => {
  const bus = localBus(keepingLog())
  const heard: string[] = []
  bus.subscribe(({ name }) => heard.push(name))
  bus.publish(announcement)
  expect(heard).toEqual(['room.closed'])
})

test('subscribers that answer each other without end are stopped, and the bus goes on [R-BUS-6]', () => {
  const { log, complaints } = keepingLog()
  const bus = localBus({ log })
  let told = 0
  const leave = bus.subscribe(() => {
    told++
    bus.publish(announcement)
  })
  bus.publish(announcement)
  expect(told).toBe(limits.bus_announcements_waiting_max)
  expect(complaints).toHaveLength(1)
  leave()
  bus.subscribe(() => told++)
  bus.publish(announcement)
  expect(told).toBe(limits.bus_announcements_waiting_max + 1)
})

const announcement: Announcement = { name: 'room.closed', payload: { room: 'tea' }, to: 'everyone' }
