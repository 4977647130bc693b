import { ClientError, type Shared, type Upload } from '@hubbub/client'
import { limits } from '@hubbub/protocol'
import { expect, test } from 'vitest'

import { type KeptSharing, Uploads } from './uploads.ts'

/** An upload that somebody asked for, to be ended by hand. */
interface Asked {
  readonly upload: Upload
  readonly resolve: (shared: Shared) => void
  readonly reject: (cause: unknown) => void
}

interface Browser {
  readonly kept: Map<string, KeptSharing>
  /** Uploads that another page is at. */
  readonly elsewhere: Set<string>
}

const me = { id: 7, name: 'alice', status: 'ACTIVE' } as const
const file = (name: string, size = 3) => new File([new Uint8Array(size)], name)
const refusal = (code: string, retry = false) => new ClientError({ code, says: code, retry } as never)
const shared: Shared = {
  room: 'dev',
  seq: 1,
  at: 1,
  file: { id: 'x', name: 'a', type: 't', bytes: 3, sha256: '', url: '/files/x/a' },
}

function newBrowser(): Browser {
  return { kept: new Map(), elsewhere: new Set() }
}

/** A page of a browser, with a server at the end of its hand. */
function page({ kept, elsewhere }: Browser, as = { ...me, epoch: 'e1' }, phase = 'live') {
  const asked: Asked[] = []
  const state = { connection: { phase }, session: { me: as, epoch: as.epoch, server: undefined } }
  let told: () => void = () => {}
  let count = 0
  const uploads = new Uploads({
    client: {
      state: state as never,
      subscribe: (listener) => {
        told = listener as () => void
        return () => {}
      },
      upload: (upload) =>
        new Promise((resolve, reject) => {
          asked.push({ upload, resolve, reject })
          upload.signal?.addEventListener('abort', () => reject(refusal('cancelled')))
        }),
    },
    keep: {
      all: async () => [...kept.values()],
      save: async (one) => void kept.set(one.id, one),
      remove: async (id) => void kept.delete(id),
    },
    now: () => ++count,
    nextId: () => `id-${kept.size}-${++count}`,
    alone: async (id, act) => (elsewhere.has(id) ? undefined : act()),
  })
  const names = (): string[] => uploads.in('dev').map(({ name, status }) => `${name} ${status.kind}`)
  /** The server has told who we are. */
  const live = (person = as.id): void => {
    Object.assign(state, { connection: { phase: 'live' }, session: { ...state.session, me: { ...as, id: person } } })
    told()
  }
  return { uploads, asked, names, live }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('a file that was chosen waits for its sender; then they go one after another, the words with the first [R-WEBCO-11]', async () => {
  const { uploads, asked, names } = page(newBrowser())
  expect(uploads.choose('dev', [file('a'), file('b')])).toBe(0)
  expect(names()).toEqual(['a chosen', 'b chosen'])
  expect(asked).toHaveLength(0)
  expect(uploads.go('dev', { body: 'look', reply: 4 })).toBe(true)
  expect(names()).toEqual(['a sending', 'b waiting'])
  expect(asked[0]?.upload).toMatchObject({ room: 'dev', name: 'a', body: 'look', reply: 4, bytes: 3 })
  asked[0]?.upload.progress?.(2)
  expect(uploads.in('dev')[0]?.status).toEqual({ kind: 'sending', sent: 2 })
  asked[0]?.resolve(shared)
  await turn()
  expect(names()).toEqual(['b sending'])
  expect(asked[1]?.upload.body).toBeUndefined()
  expect(uploads.go('dev', {})).toBe(false)
})

test('what is called off is gone, and the next one goes [R-WEBCO-12]', async () => {
  const browser = newBrowser()
  const { uploads, asked, names } = page(browser)
  uploads.choose('dev', [file('a'), file('b')])
  uploads.go('dev', {})
  const [first] = uploads.in('dev')
  uploads.remove(first?.id ?? '')
  await turn()
  expect(asked[0]?.upload.signal?.aborted).toBe(true)
  expect(names()).toEqual(['b sending'])
  expect([...browser.kept.values()].map(({ name }) => name)).toEqual(['b'])
})

test('what has failed stays with its reason until it is sent again or taken away; others go on [R-WEBCO-13]', async () => {
  const { uploads, asked, names } = page(newBrowser())
  uploads.choose('dev', [file('a'), file('b')])
  uploads.go('dev', { body: 'look' })
  asked[0]?.reject(refusal('storage-full'))
  await turn()
  expect(names()).toEqual(['a failed', 'b sending'])
  asked[1]?.resolve(shared)
  await turn()
  uploads.retry(uploads.in('dev')[0]?.id ?? '')
  expect(names()).toEqual(['a sending'])
  expect(asked[2]?.upload).toMatchObject({ body: 'look', clientId: asked[0]?.upload.clientId })
})

test('after a reload what was sent off goes on under the same id, and what was only chosen does not [R-WEBCO-14]', async () => {
  const browser = newBrowser()
  const before = page(browser)
  before.uploads.choose('dev', [file('a'), file('b')])
  before.uploads.go('dev', { body: 'look' })
  before.uploads.choose('dev', [file('c')])
  await turn()
  const after = page(browser)
  await after.uploads.restore()
  expect(after.names()).toEqual(['a sending', 'b waiting'])
  expect(after.asked[0]?.upload).toMatchObject({ name: 'a', body: 'look', clientId: before.asked[0]?.upload.clientId })
  after.asked[0]?.resolve(shared)
  await turn()
  after.asked[1]?.resolve(shared)
  await turn()
  expect(browser.kept.size).toBe(0)
  expect(after.names()).toEqual([])
})

test('somebody else in the same browser does not send them, and nor does a page while another is at it [R-WEBCO-15]', async () => {
  const browser = newBrowser()
  const before = page(browser)
  before.uploads.choose('dev', [file('a')])
  before.uploads.go('dev', {})
  await turn()
  const [id = ''] = browser.kept.keys()
  browser.elsewhere.add(id)
  const second = page(browser)
  await second.uploads.restore()
  await turn()
  expect([second.asked.length, second.names(), browser.kept.size]).toEqual([0, [], 1])
  const bob = page(browser, { ...me, id: 8 as 7, epoch: 'e1' })
  await bob.uploads.restore()
  expect([bob.asked.length, bob.names(), browser.kept.size]).toEqual([0, [], 0])
})

test('after a reload without a connection they are shown, and go only when it is known who we are [R-WEBCO-14] [R-WEBCO-15]', async () => {
  for (const [id, expected] of [
    [me.id, ['a sending', 'b waiting']],
    [8 as 7, ['b sending']],
  ] as const) {
    const browser = newBrowser()
    const before = page(browser)
    before.uploads.choose('dev', [file('a')])
    before.uploads.go('dev', {})
    await turn()
    const after = page(browser, { ...me, epoch: 'e1' }, 'offline')
    const restored = after.uploads.restore()
    await turn()
    after.uploads.choose('dev', [file('b')])
    after.uploads.go('dev', {})
    expect([after.names(), after.asked.length]).toEqual([['a waiting', 'b waiting'], 0])
    after.live(id)
    await restored
    expect(after.names()).toEqual(expected)
  }
})

test('what will never be taken is not kept; what may be, and what a closed client left, is [R-WEBCO-14]', async () => {
  for (const [cause, size] of [
    [refusal('cannot-speak'), 0],
    [refusal('unreachable', true), 1],
    [refusal('closed'), 1],
  ] as const) {
    const browser = newBrowser()
    const { uploads, asked, names } = page(browser)
    uploads.choose('dev', [file('a')])
    uploads.go('dev', {})
    await turn()
    asked[0]?.reject(cause)
    await turn()
    expect([names(), browser.kept.size]).toEqual([['a failed'], size])
  }
})

test('a file that is too large is refused at once, and there is an end to how many wait and are kept [R-WEBCO-16]', async () => {
  const browser = newBrowser()
  const { uploads, names } = page(browser)
  const huge = Object.defineProperty(file('huge'), 'size', { value: limits.file_bytes_max + 1 })
  uploads.choose('dev', [huge])
  expect(names()).toEqual(['huge refused'])
  expect(uploads.go('dev', {})).toBe(false)
  const many = Array.from({ length: limits.web_uploads_waiting_max }, (_, at) => file(`f${at}`))
  expect(uploads.choose('tea', many)).toBe(1)
  uploads.go('tea', {})
  await turn()
  expect(browser.kept.size).toBe(limits.web_uploads_kept_max)
})
