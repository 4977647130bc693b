// Proves what becomes of the process for pictures: it begins late, ends early, and takes nobody with it.

import { limits as usualLimits, type Limits } from '@hubbub/protocol'
import { manualClock } from '@hubbub/testkit'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

import { plain } from './fixtures.ts'
import type { Looked } from './jobs.ts'
import { beginProcess, Workshop } from './workshop.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hubbub-workshop-'))
  await writeFile(join(dir, 'picture'), await plain().png().toBuffer())
})
afterAll(() => rm(dir, { recursive: true }))

function open(some: Partial<Limits> = {}) {
  const limits = { ...usualLimits, ...some }
  const clock = manualClock()
  const errors: string[] = []
  const children: ChildProcess[] = []
  const begin = (given: Limits): ChildProcess => {
    const child = beginProcess(given)
    children.push(child)
    return child
  }
  const log = { warn: () => undefined, error: (_: object, says: string) => void errors.push(says) }
  const workshop = new Workshop({ limits, clock, log }, begin)
  onTestFinished(() => workshop.close())
  const look = (): Promise<Looked> =>
    workshop.ask({ job: 'look', from: join(dir, 'picture'), into: join(dir, 'none'), limits })
  return { workshop, look, children, clock, errors, limits }
}

const seen = { picture: { width: 40 }, rewritten: false }
const isAlive = (child: ChildProcess | undefined): boolean => child?.exitCode === null && child.signalCode === null

test('no process is there before the first picture, and one does for those that follow [R-PIC-16]', async () => {
  const { look, children } = open()
  expect(children).toHaveLength(0)
  expect(await Promise.all([look(), look(), look()])).toMatchObject([seen, seen, seen])
  expect(children).toHaveLength(1)
})

test('the process ends when nothing was asked of it for a while, and another begins when it is needed [R-PIC-16]', async () => {
  const { look, children, clock, limits } = open()
  await look()
  const [first] = children
  clock.advance(limits.picture_process_idle_ms - 1)
  await look()
  clock.advance(limits.picture_process_idle_ms - 1)
  expect(first?.connected).toBe(true)
  clock.advance(1)
  expect(first?.connected).toBe(false)
  if (first !== undefined && isAlive(first)) await once(first, 'exit')
  expect(await look()).toMatchObject(seen)
  expect(children).toHaveLength(2)
})

test('what takes too long is refused, and the next one is looked at by another process [R-PIC-17]', async () => {
  const { look, children, clock, limits } = open()
  const [slow, next] = [look(), look()]
  clock.advance(limits.picture_ms_max)
  await expect(slow).rejects.toMatchObject({ code: 'picture-too-large' })
  expect(await next).toMatchObject(seen)
  expect(children).toHaveLength(2)
  const [first] = children
  if (first !== undefined && isAlive(first)) await once(first, 'exit')
  expect(first?.signalCode).toBe('SIGKILL')
})

test('a picture that ends the process is refused, and nobody else’s is [R-PIC-17]', async () => {
  const { look, children, errors } = open()
  const [fatal, next] = [look(), look()]
  children[0]?.kill('SIGSEGV')
  await expect(fatal).rejects.toMatchObject({ code: 'unavailable' })
  expect(await next).toMatchObject(seen)
  expect(errors).toEqual(['a picture could not be worked on'])
  // One that ends while it has nothing to do is nobody's trouble.
  children[1]?.kill('SIGKILL')
  if (children[1] !== undefined && isAlive(children[1])) await once(children[1], 'exit')
  expect(await look()).toMatchObject(seen)
  expect(errors).toHaveLength(1)
})

test('a job that cannot be done is refused, and told of [R-PIC-17]', async () => {
  const { workshop, limits, errors, look } = open()
  const gone = { job: 'look', from: join(dir, 'gone'), into: join(dir, 'none'), limits } as const
  await expect(workshop.ask(gone)).rejects.toMatchObject({ code: 'unavailable' })
  expect(errors).toHaveLength(1)
  expect(await look()).toMatchObject(seen)
})

test('when too many wait, one more is refused as `busy` [R-PIC-18]', async () => {
  const { look } = open({ pictures_waiting_max: 2 })
  const asked = [look(), look(), look()]
  await expect(look()).rejects.toMatchObject({ code: 'busy' })
  expect(await Promise.all(asked)).toHaveLength(3)
  expect(await look()).toMatchObject(seen)
})

test('the process ends with the server, and whoever waits is told [R-PIC-16]', async () => {
  const { look, children, workshop } = open()
  const asked = [look(), look()].map((looking) => looking.catch((cause: { code: string }) => cause.code))
  await workshop.close()
  expect(await Promise.all(asked)).toEqual(['closing', 'closing'])
  expect(isAlive(children[0])).toBe(false)
  await expect(look()).rejects.toMatchObject({ code: 'closing' })
})
