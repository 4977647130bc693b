import { limits } from '@hubbub/protocol'
import { manualClock } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { ClientError, failure } from '../errors.ts'
import type { Identity, KeepSends, KeptSend } from './item.ts'
import { Outbox } from './outbox.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const as = (person: number, epoch = 'e1') => ({ person, epoch })
const refusal = (code: string, retry: boolean): ClientError => new ClientError({ code, says: code, retry })

/** An outbox whose asking is answered by hand. */
function bench(given: { keep?: KeepSends; identity?: Identity } = {}) {
  const clock = manualClock()
  const asked: { body: string; clientId: string; accept(seq: number): void; refuse(cause: Error): void }[] = []
  const outbox = new Outbox({
    clock,
    random: { unit: () => 0.5, id: () => 'run' },
    keep: given.keep,
    identity: () => given.identity,
    changed: () => {},
    ask: ({ body, clientId = '' }) => {
      const { promise, resolve, reject } = Promise.withResolvers<{ room: string; seq: number; at: number }>()
      asked.push({
        body,
        clientId: clientId.replace(/^[0-9a-z]+-(?=run)/u, ''),
        accept: (seq) => resolve({ room: 'lobby', seq, at: seq }),
        refuse: reject,
      })
      return promise
    },
  })
  const say = (body: string) => outbox.send({ room: 'lobby', body })
  return { clock, asked, outbox, say }
}

test('[R-CLIENT-6] sends go one at a time, in order, each under a clientId of its own', async () => {
  const { asked, outbox, say } = bench()
  const both = Promise.all([say('one'), say('two')])
  expect(asked).toHaveLength(0)
  outbox.go(as(7))
  expect(asked.map(({ body }) => body)).toEqual(['one'])
  asked[0]?.accept(1)
  await turn()
  asked[1]?.accept(2)
  expect((await both).map(({ seq }) => seq)).toEqual([1, 2])
  expect(asked.map(({ clientId }) => clientId)).toEqual(['run-1', 'run-2'])
})

test('[R-CLIENT-7] a send whose line broke is repeated on the next one under the same clientId', async () => {
  const { asked, outbox, say } = bench()
  outbox.go(as(7))
  const sent = say('one')
  outbox.pause()
  asked[0]?.refuse(failure('offline'))
  await turn()
  expect(asked).toHaveLength(1)
  outbox.go(as(7))
  asked[1]?.accept(5)
  expect(await sent).toMatchObject({ seq: 5 })
  expect(asked.map(({ clientId }) => clientId)).toEqual(['run-1', 'run-1'])
})

test('[R-CLIENT-8] what may be retried is retried after a while, and nothing overtakes it', async () => {
  const { asked, clock, outbox, say } = bench()
  outbox.go(as(7))
  void say('one')
  void say('two')
  asked[0]?.refuse(refusal('unavailable', true))
  await turn()
  expect(asked).toHaveLength(1)
  clock.advance(500)
  expect(asked.map(({ body }) => body)).toEqual(['one', 'one'])
})

test('[R-CLIENT-8] a refusal for good ends that send, and the next one goes', async () => {
  const { asked, outbox, say } = bench()
  outbox.go(as(7))
  const [first] = [say('one'), say('two')]
  asked[0]?.refuse(refusal('not-joined', false))
  await expect(first).rejects.toMatchObject({ code: 'not-joined' })
  await turn()
  expect(asked.map(({ body }) => body)).toEqual(['one', 'two'])
})

test('[R-CLIENT-9] what another person may have said in this history already is not said again', async () => {
  const { asked, outbox, say } = bench()
  outbox.go(as(7))
  const [first, second] = [say('one'), say('two')]
  outbox.pause()
  asked[0]?.refuse(failure('offline'))
  await turn()
  outbox.go(as(8))
  await expect(first).rejects.toMatchObject({ code: 'uncertain' })
  expect(asked.map(({ body }) => body)).toEqual(['one', 'two'])
  asked[1]?.accept(1)
  await second
})

test('[R-CLIENT-9] in a new history it is said', async () => {
  const { asked, outbox, say } = bench()
  outbox.go(as(7))
  const sent = say('one')
  outbox.pause()
  asked[0]?.refuse(failure('offline'))
  await turn()
  outbox.go(as(1, 'e2'))
  asked[1]?.accept(1)
  expect(await sent).toMatchObject({ seq: 1 })
})

test('a closed outbox refuses what waits and what comes', async () => {
  const { outbox, say } = bench()
  const waiting = say('one')
  outbox.close()
  await expect(waiting).rejects.toMatchObject({ code: 'closed' })
  await expect(say('two')).rejects.toMatchObject({ code: 'closed' })
})

test('[R-CLIENT-6] the queue has an end', async () => {
  const { say } = bench()
  const refused = Array.from({ length: 1_001 }, (_, index) => say(String(index)))
  await expect(refused.at(-1)).rejects.toMatchObject({ code: 'outbox-full' })
})

test('[R-CLIENT-28] what changes who we are has its turn between two sends, and nothing is sent meanwhile', async () => {
  const { asked, outbox, say } = bench()
  outbox.go(as(7))
  const one = say('one')
  const signIn = Promise.withResolvers<string>()
  let begun = false
  const signedIn = outbox.between(
    () => ((begun = true), signIn.promise),
    () => as(3),
  )
  void say('two')
  await turn()
  expect(begun).toBe(false)
  asked[0]?.accept(1)
  await one
  await turn()
  expect([begun, asked.length]).toEqual([true, 1])
  signIn.resolve('signed in')
  expect(await signedIn).toBe('signed in')
  expect(asked.map(({ body }) => body)).toEqual(['one', 'two'])
})

test('[R-CLIENT-28] without a line, and after the end, its turn comes at once', async () => {
  const { asked, outbox, say } = bench()
  const done = () =>
    outbox.between(
      async () => 'done',
      () => undefined,
    )
  expect(await done()).toBe('done')
  outbox.go(as(7))
  void say('one').catch(() => {})
  const waiting = done()
  outbox.pause()
  expect(await waiting).toBe('done')
  outbox.go(as(7))
  expect(asked).toHaveLength(2)
  outbox.close()
  expect(await done()).toBe('done')
})

/** Sends that are kept from one run to the next. */
function kept(): KeepSends & { sends: readonly KeptSend[] } {
  return {
    sends: [],
    load() {
      return JSON.parse(JSON.stringify(this.sends)) as KeptSend[]
    },
    save(sends) {
      this.sends = sends
    },
  }
}

const states = (outbox: Outbox): string[] => outbox.pending.map(({ body, status }) => `${body} ${status}`)

test('[R-CLIENT-110] what is not stored yet is shown with where it stands, in the order in which it was said', async () => {
  const { asked, outbox, say } = bench()
  const [, second] = [say('one'), say('two')]
  void second.catch(() => {})
  expect(states(outbox)).toEqual(['one waiting', 'two waiting'])
  outbox.go(as(7))
  expect(states(outbox)).toEqual(['one sending', 'two waiting'])
  outbox.pause()
  expect(states(outbox)).toEqual(['one waiting', 'two waiting'])
  outbox.go(as(7))
  asked[1]?.accept(1)
  await turn()
  asked[2]?.refuse(refusal('not-joined', false))
  await turn()
  expect(outbox.pending).toMatchObject([{ body: 'two', status: 'failed', error: { code: 'not-joined' } }])
})

test('[R-CLIENT-111] what has failed is sent once more on demand, under its clientId, or discarded', async () => {
  const { asked, outbox, say } = bench()
  outbox.go(as(7))
  void say('one').catch(() => {})
  asked[0]?.refuse(refusal('not-joined', false))
  await turn()
  const clientId = outbox.pending[0]?.clientId ?? ''
  outbox.retry(clientId)
  expect(asked.map((ask) => ask.clientId)).toEqual(['run-1', 'run-1'])
  outbox.discard(clientId)
  expect(states(outbox)).toEqual(['one sending'])
  asked[1]?.refuse(refusal('not-joined', false))
  await turn()
  outbox.discard(clientId)
  expect(states(outbox)).toEqual([])
})

test('[R-CLIENT-111] what waits can be taken back before it is sent', async () => {
  const { asked, outbox, say } = bench()
  const sent = say('one')
  outbox.discard(outbox.pending[0]?.clientId ?? '')
  await expect(sent).rejects.toMatchObject({ code: 'discarded' })
  outbox.go(as(7))
  expect(asked).toEqual([])
})

test('[R-CLIENT-111] of sends that have failed the last ones stay', async () => {
  const { asked, outbox, say } = bench()
  outbox.go(as(7))
  for (let i = 0; i <= limits.client_sends_failed_max; i++) {
    void say(`${i}`).catch(() => {})
    asked.at(-1)?.refuse(refusal('not-joined', false))
    await turn()
  }
  expect(outbox.pending).toHaveLength(limits.client_sends_failed_max)
  expect(outbox.pending[0]?.body).toBe('1')
})

test('[R-CLIENT-112] another run sends what was not stored, under the same clientIds and in the same order', async () => {
  const keep = kept()
  const first = bench({ keep, identity: as(7) })
  first.outbox.go(as(7))
  void first.say('one')
  void first.say('two')
  const second = bench({ keep, identity: as(7) })
  expect(states(second.outbox)).toEqual(['one waiting', 'two waiting'])
  second.outbox.go(as(7))
  second.asked[0]?.accept(1)
  await turn()
  second.asked[1]?.accept(2)
  await turn()
  expect(second.asked.map(({ body, clientId }) => [body, clientId])).toEqual([
    ['one', 'run-1'],
    ['two', 'run-2'],
  ])
  expect(keep.sends).toEqual([])
})

test('[R-CLIENT-112] what somebody else wrote before is not said under our name, unless the history is another', async () => {
  const keep = kept()
  void bench({ keep, identity: as(7) }).say('one')
  const other = bench({ keep, identity: as(8) })
  other.outbox.go(as(8))
  expect(other.outbox.pending).toMatchObject([{ body: 'one', status: 'failed', error: { code: 'somebody-else' } }])
  expect(other.asked).toEqual([])
  const again = bench({ keep })
  expect(again.outbox.pending).toMatchObject([{ status: 'failed', error: { code: 'somebody-else' } }])
  again.outbox.go(as(8))
  again.outbox.retry(again.outbox.pending[0]?.clientId ?? '')
  expect(again.asked.map(({ body }) => body)).toEqual(['one'])

  const anew = kept()
  void bench({ keep: anew, identity: as(7) }).say('one')
  const there = bench({ keep: anew })
  there.outbox.go(as(8, 'e2'))
  expect(there.asked.map(({ body }) => body)).toEqual(['one'])
})

test('[R-CLIENT-112] what may have been stored for somebody else by another run is uncertain', () => {
  const keep = kept()
  const first = bench({ keep, identity: as(7) })
  first.outbox.go(as(7))
  void first.say('one')
  const second = bench({ keep })
  second.outbox.go(as(8))
  expect(second.outbox.pending).toMatchObject([{ status: 'failed', error: { code: 'uncertain' } }])
})

test('[R-CLIENT-113] an entry that comes before the answer shows that a send is stored', async () => {
  const keep = kept()
  const { outbox, say } = bench({ keep })
  const entry = { room: 'lobby', seq: 1, at: 1, author: { id: 7, name: 'alice' }, body: 'one' }
  const sent = say('one')
  expect(outbox.told(entry)).toBeUndefined()
  outbox.go(as(7))
  expect(outbox.told({ ...entry, room: 'elsewhere' })).toBeUndefined()
  expect(outbox.told(entry)).toBeDefined()
  expect(outbox.told(entry)).toBeUndefined()
  expect(states(outbox)).toEqual([])
  expect(states(bench({ keep }).outbox)).toEqual([])
  outbox.close()
  await expect(sent).rejects.toMatchObject({ code: 'closed' })
})
