import { manualClock } from '@hubbub/testkit'
import { expect, test } from 'vitest'

import { ClientError, failure } from './errors.ts'
import { Outbox } from './outbox.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const as = (person: number, epoch = 'e1') => ({ person, epoch })
const refusal = (code: string, retry: boolean): ClientError => new ClientError({ code, says: code, retry })

/** An outbox whose asking is answered by hand. */
function bench() {
  const clock = manualClock()
  const asked: { body: string; clientId: string; accept(seq: number): void; refuse(cause: Error): void }[] = []
  const outbox = new Outbox({
    clock,
    random: { unit: () => 0.5, id: () => 'run' },
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
