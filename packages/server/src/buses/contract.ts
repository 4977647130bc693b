// What every bus must do, as tests that each implementation runs.

import type { Announcement, Bus, Log } from '@hubbub/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

/** `complaints` are what the bus has logged. */
export interface BusAtHand {
  readonly bus: Bus
  readonly complaints: readonly string[]
}

export function busContract(name: string, open: () => Promise<BusAtHand>): void {
  describe(`the ${name} bus`, () => {
    let at: BusAtHand
    beforeEach(async () => {
      at = await open()
    })
    afterEach(() => at.bus.close())

    test('every subscriber hears what is published, once, and as it was said [R-BUS-1]', async () => {
      const [first, second] = [ear(at.bus), ear(at.bus)]
      at.bus.publish(about('one'))
      at.bus.publish(about('two'))
      await settled(at.bus)
      expect(first.heard).toEqual([about('one'), about('two')])
      expect(second.heard).toEqual([about('one'), about('two')])
    })

    test('who does not subscribe any more hears nothing any more [R-BUS-1]', async () => {
      const [leaver, stayer] = [ear(at.bus), ear(at.bus)]
      leaver.leave()
      at.bus.publish(about('one'))
      await settled(at.bus)
      expect([leaver.heard.length, stayer.heard.length]).toEqual([0, 1])
    })

    test('a subscriber that throws is logged and keeps nobody from hearing [R-BUS-2]', async () => {
      const before = ear(at.bus)
      at.bus.subscribe(() => {
        throw new Error('deaf')
      })
      const after = ear(at.bus)
      expect(() => at.bus.publish(about('one'))).not.toThrow()
      await settled(at.bus)
      expect([before.heard.length, after.heard.length]).toEqual([1, 1])
      expect(at.complaints.length).toBeGreaterThan(0)
    })

    test('what is published while something is told is told to everybody after it [R-BUS-3]', async () => {
      at.bus.subscribe(({ payload }) => {
        if (slugIn(payload) === 'question') at.bus.publish(about('answer'))
      })
      const later = ear(at.bus)
      at.bus.publish(about('question'))
      await settled(at.bus)
      expect(later.heard).toEqual([about('question'), about('answer')])
    })

    test('a closed bus tells nothing and does not mind being told [R-BUS-4]', async () => {
      const { heard } = ear(at.bus)
      await at.bus.close()
      expect(() => at.bus.publish(about('one'))).not.toThrow()
      expect(heard).toEqual([])
    })
  })
}

/** A log that keeps what is said to it. */
export function keepingLog(): { readonly log: Log; readonly complaints: readonly string[] } {
  const complaints: string[] = []
  const keep = (_fields: object, says: string): void => void complaints.push(says)
  return { log: { warn: keep, error: keep }, complaints }
}

const last = 'everything before this has been told'

function about(room: string): Announcement {
  return { name: 'room.closed', payload: { room }, to: 'everyone', origin: 's1' }
}

function slugIn(payload: Announcement['payload']): unknown {
  return 'room' in payload ? payload.room : undefined
}

function ear(bus: Bus): { readonly heard: Announcement[]; leave(): void } {
  const heard: Announcement[] = []
  const leave = bus.subscribe((announcement) => {
    if (slugIn(announcement.payload) !== last) heard.push(announcement)
  })
  return { heard, leave }
}

/** A round trip on the bus. */
function settled(bus: Bus): Promise<void> {
  return new Promise((resolve) => {
    bus.subscribe(({ payload }) => {
      if (slugIn(payload) === last) resolve()
    })
    bus.publish(about(last))
  })
}
