import type { Announcement, Bus } from '@hubbub/core'
import { type Ear, say, testBrain } from '@hubbub/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'

type Fate = 'pass' | 'lose' | 'delay'

/** A bus that treats each announcement of an entry as the plan says; everything else passes. */
function unreliable(local: Bus, plan: Fate[]): Bus {
  let late: Announcement[] = []
  return {
    subscribe: (hear) => local.subscribe(hear),
    close: () => local.close(),
    publish: (announcement) => {
      const fate = announcement.name === 'message.posted' ? (plan.shift() ?? 'pass') : 'pass'
      if (fate === 'delay') late.push(announcement)
      if (fate !== 'pass') return
      local.publish(announcement)
      const delayed = late
      late = []
      for (const one of delayed) local.publish(one)
    },
  }
}

const seqs = (ear: Ear, room: string): number[] =>
  ear.heard.flatMap((heard) =>
    heard.name === 'message.posted' && heard.payload.room === room ? [heard.payload.seq] : [],
  )

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)

test('[R-MESSAGE-3] whatever the bus loses or swaps, each listener hears every entry once and in order', async () => {
  const plan: Fate[] = []
  await using brain = await testBrain({
    bus: (local) => unreliable(local, plan),
    limits: { room_events_held_max: 4, resume_page_entries_max: 3 },
  })
  const [alice, bob] = [await brain.person('alice'), await brain.person('bob')]
  let rooms = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom<Fate>('pass', 'lose', 'delay'), { maxLength: 40 }), async (fates) => {
      const room = `room-${++rooms}`
      await alice.do('room.create', { name: room })
      await bob.do('room.join', { room })
      plan.push(...fates)
      await Promise.all(fates.map((_, i) => say(alice, `${i + 1}`, { room })))
      // The plan is used up: this one passes, and shows what is missing before it.
      const { seq } = await say(alice, 'last', { room })
      expect(seq).toBe(fates.length + 1)
      for (const ear of [alice, bob]) {
        await ear.hears('message.posted', ({ payload }) => payload.room === room && payload.seq === seq)
        expect(seqs(ear, room)).toEqual(upTo(seq))
      }
    }),
    { numRuns: 60 },
  )
})

test('[R-MESSAGE-3] sessions that come, drop and resume at any moment hear each entry once and in order', async () => {
  await using brain = await testBrain({ limits: { resume_page_entries_max: 2 } })
  const speaker = await brain.person('speaker')
  const sleeper = await brain.person('sleeper')
  let ear: Ear | undefined = sleeper
  const heard: number[] = []
  const drop = (): void => {
    if (ear === undefined) return
    ear.drop()
    heard.push(...seqs(ear, 'lobby'))
    ear = undefined
  }
  const resume = async (): Promise<void> => {
    if (ear !== undefined) return
    ear = brain.open()
    const rooms = [{ room: 'lobby', seq: heard.at(-1) ?? 0 }]
    await ear.do('session.resume', { token: sleeper.entered.token, rooms })
  }
  const step = fc.constantFrom('say', 'say', 'say', 'drop', 'resume', 'turn')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const sends: Promise<unknown>[] = []
      const acts = { say: () => void sends.push(say(speaker, 'x')), drop, resume, turn: () => brain.turn() }
      for (const one of steps) await acts[one]()
      await Promise.all(sends)
      await resume()
      const { seq } = await say(speaker, 'last')
      await ear?.hears('message.posted', ({ payload }) => payload.seq === seq)
      drop()
      expect(heard).toEqual(upTo(seq))
      await resume()
    }),
    { numRuns: 60 },
  )
})
