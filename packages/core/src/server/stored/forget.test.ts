// Proves that whoever is forgotten is gone: devices, rooms, words, files and name, from every table and every memory.

import { type Ear, say } from '@hubbub/testkit'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { account, refused, withOperator } from '../../room/fixtures.ts'

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

/** All that stands in any table, as one text. */
function dump(dir: string): string {
  const db = new DatabaseSync(join(dir, 'hubbub.db'), { readOnly: true })
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all() as { name: string }[]
  const texts = tables.flatMap(({ name }) => {
    const all = db.prepare(`SELECT * FROM "${name}"`)
    all.setReadBigInts(true)
    const values = all.all().flatMap((row) => Object.values(row))
    return values.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
  })
  db.close()
  return texts.join('\n').toLowerCase()
}

const forget = (operator: Ear, person: number, confirm: string) => operator.do('server.forget', { person, confirm })

test('[R-ADMIN-14] whoever is forgotten is named twice, is not oneself, and goes at once on all devices', async () => {
  await using brain = await withOperator()
  const { operator } = brain
  const [mallory, alice] = [await account(brain, 'mallory'), await brain.person('alice')]
  const { id } = mallory.entered.person
  const [second, quiet] = [brain.open(), brain.open({ quiet: true })]
  for (const device of [second, quiet]) {
    await device.do('person.sign-in', { account: 'mallory', password: 'correct horse' })
    await device.do('person.identify', {})
  }
  await expect(forget(alice, id, 'mallory')).rejects.toEqual(refused('not-operator'))
  await expect(forget(operator, id, 'Mallory')).rejects.toEqual(refused('bad-input'))
  await expect(forget(operator, 999, 'mallory')).rejects.toEqual(refused('no-such-person'))
  const own = operator.session.person?.id ?? 0
  await expect(forget(operator, own, 'oper')).rejects.toEqual(refused('not-allowed'))
  expect(await forget(operator, id, 'mallory')).toEqual({ messages: 0 })
  for (const device of [mallory, second, quiet]) {
    expect(device.heard.at(-1)).toMatchObject({ name: 'session.closing', payload: { reason: 'removed' } })
    expect(device.ended).toBe(true)
  }
  await alice.hears('person.departed')
  await expect(forget(operator, id, 'mallory')).rejects.toEqual(refused('no-such-person'))
  const back = brain.open()
  await expect(back.do('session.resume', { token: mallory.entered.token })).rejects.toEqual(refused('resume-unknown'))
  const wrong = back.do('person.sign-in', { account: 'mallory', password: 'correct horse' })
  await expect(wrong).rejects.toEqual(refused('wrong-password'))
  const namesake = await brain.person('mallory')
  expect(namesake.entered.person.id).not.toBe(id)
})

test('[R-ADMIN-15] all that they said is taken back in every room, step by step, and everybody is told under no name', async () => {
  await using brain = await withOperator({ erased_at_once_max: 2 })
  const { operator } = brain
  const [mallory, alice] = [await account(brain, 'mallory'), await brain.person('alice')]
  await mallory.do('room.create', { name: 'den' })
  await alice.do('room.join', { room: 'den' })
  for (const n of [1, 2, 3]) await say(mallory, `lobby ${n}`)
  await say(alice, 'of another')
  await say(mallory, 'in the den', { room: 'den' })
  await mallory.do('room.topic', { room: 'den', topic: 'mine' })
  const { room: direct } = await mallory.do('message.send', { to: 'alice', body: 'psst' })
  expect(await forget(operator, mallory.entered.person.id, 'mallory')).toEqual({ messages: 5 })
  const erased = alice.heard.flatMap(({ name, payload }) => (name === 'message.erased' ? [payload] : []))
  const by = { id: operator.session.person?.id, name: 'oper' }
  const author = { id: mallory.entered.person.id, name: 'deleted' }
  const places = erased.map(({ room, seq }) => `${room} ${seq}`)
  expect(new Set(places)).toEqual(new Set(['den 1', `${direct} 1`, 'lobby 1', 'lobby 2', 'lobby 3']))
  expect(places).toHaveLength(5)
  for (const payload of erased) expect(payload).toMatchObject({ by, author, rev: expect.any(Number) })
  const left = await alice.hears('room.left')
  expect(left).toMatchObject({ payload: { room: 'den', person: { name: 'mallory' } } })
  expect(await alice.hears('room.topic', ({ payload }) => payload.topic === '')).toMatchObject({
    payload: { by: { name: 'deleted' } },
  })
  await alice.hears('person.departed')
  const { people } = await alice.do('room.members', { room: 'den' })
  expect(people.map(({ name }) => name)).toEqual(['alice'])
  expect(await alice.do('room.about', { room: direct })).toMatchObject({ room: { name: 'deleted, alice' } })
  const { entries } = await alice.do('message.history', { room: 'lobby' })
  expect(entries.map(({ body }) => body)).toEqual(['', '', '', 'of another'])
})

test('[R-ADMIN-16] no table has their name or what they said any more, nor does the memory of who was here', async () => {
  // What is said comes into the search index at once.
  await using brain = await withOperator({ search_waiting_entries_max: 0 })
  const { operator } = brain
  const [mallory, alice] = [await account(brain, 'mallory'), await brain.person('alice')]
  const { id } = mallory.entered.person
  const marker = 'xylophone'
  await mallory.do('room.create', { name: 'den' })
  await alice.do('room.join', { room: 'den' })
  const { seq } = await say(alice, 'of another')
  await mallory.do('message.react', { room: 'lobby', seq, text: marker })
  await say(mallory, `${marker} one`, { clientId: `${marker}-1` })
  const again = await say(mallory, `${marker} two`)
  await mallory.do('message.edit', { room: 'lobby', seq: again.seq, body: `${marker} three` })
  await mallory.do('room.topic', { room: 'den', topic: marker })
  await mallory.do('message.signal', { room: 'den', tags: { x: marker }, lasting: true })
  const erased = await say(mallory, marker)
  await mallory.do('message.erase', { room: 'lobby', seq: erased.seq, reason: marker })
  await mallory.do('person.metadata', { set: { url: marker } })
  await mallory.do('room.ban', { room: 'den', mask: 'spam', reason: marker })
  await mallory.do('room.link', { room: 'den' })
  await mallory.do('file.share', { room: 'lobby', name: `${marker}.txt`, body: marker }, bytes('shared'))
  await mallory.do('file.keep', { name: `${marker}.txt` }, bytes('kept'))
  await mallory.do('message.send', { to: 'alice', body: marker })
  await operator.do('person.remove', { name: 'mallory' })
  await alice.hears('person.departed')
  await operator.do('server.messages', { person: id, text: 'nothing' })
  await operator.do('server.grant', { account: 'mallory' })
  await say(operator, 'until all is written')
  expect([dump(brain.dir).includes(marker), dump(brain.dir).includes('mallory')]).toEqual([true, true])
  expect((await alice.do('person.was', { name: 'mallory' })).people).toHaveLength(1)

  await forget(operator, id, 'mallory')
  await say(operator, 'until all is written')
  const left = dump(brain.dir)
  expect([left.includes(marker), left.includes('mallory')]).toEqual([false, false])
  const { acts } = await operator.do('server.audit', {})
  expect(acts[0]).toMatchObject({ act: 'server.forget', subject: `deleted (${id})` })
  expect(acts.every(({ by, subject }) => by.name !== 'mallory' && subject !== 'mallory')).toBe(true)
  expect((await alice.do('person.was', { name: 'mallory' })).people).toEqual([])
  expect((await operator.do('server.accounts', { text: 'm' })).people).toEqual([])
})

test('[R-ADMIN-17] what they had asked for when they were sent away is gone as well', async () => {
  await using brain = await withOperator()
  const { operator } = brain
  const [mallory, alice] = [await brain.person('mallory'), await brain.person('alice')]
  const gate = Promise.withResolvers<void>()
  async function* slowly(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('sent ')
    await gate.promise
    yield Buffer.from('slowly')
  }
  const sharing = mallory.do('file.share', { room: 'lobby', name: 'late.txt' }, slowly())
  await brain.turn()
  expect(await forget(operator, mallory.entered.person.id, 'mallory')).toEqual({ messages: 0 })
  gate.resolve()
  const { seq, file } = await sharing
  expect(await alice.hears('message.erased')).toMatchObject({ payload: { seq, author: { name: 'deleted' } } })
  await alice.hears('person.departed')
  await expect(alice.do('file.fetch', { file: file.id })).rejects.toEqual(refused('no-such-file'))
})

test('[R-ADMIN-17] the bytes of their files are removed', async () => {
  await using brain = await withOperator()
  const mallory = await account(brain, 'mallory')
  const shared = await mallory.do('file.share', { room: 'lobby', name: 'a' }, bytes('shared'))
  const kept = await mallory.do('file.keep', { name: 'b' }, bytes('kept'))
  const hashes = [shared.file.sha256, kept.file.sha256]
  const areKept = () => Promise.all(hashes.map((sha256) => brain.ports.blobs.has(sha256)))
  expect(await areKept()).toEqual([true, true])
  await forget(brain.operator, mallory.entered.person.id, 'mallory')
  // Nobody waits for that.
  while ((await areKept()).includes(true)) await brain.turn()
})
