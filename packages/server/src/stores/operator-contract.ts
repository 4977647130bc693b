// What every store must do for operators: who they are, what they look at, and whom they have forgotten.

import type { Store, StoredRoom } from '@hubbub/core'
import { type Author, nameSkeleton } from '@hubbub/protocol'
import { beforeEach, expect, test } from 'vitest'

import { bodies, entry, file, noon, person, room, type StoreAtHand, unusedName } from './fixtures.ts'

export function operatorContract(at: () => StoreAtHand): void {
  let store: Store
  let alice: Author
  let bob: Author
  let tea: StoredRoom
  beforeEach(async () => {
    store = at().store
    alice = await person(store, 'alice')
    bob = await person(store, 'bob')
    tea = await room(store, alice)
  })

  async function account(name = unusedName('account')) {
    const made = await store.createAccount({ name, skeleton: nameSkeleton(name), at: noon })
    if (typeof made === 'string') throw new Error(made)
    return made
  }

  test('an account is an operator for good until that is taken back; the first only while there is none [R-ADMIN-20]', async () => {
    const [one, other] = [await account(), await account()]
    const claim = (id: number) => store.setOperator({ person: id, on: true, first: true })
    const isOperator = async (id: number) => (await store.findAccount({ person: id }))?.operator
    expect([await store.hasOperator(), await isOperator(one.person)]).toEqual([false, undefined])
    expect(await Promise.all([claim(one.person), claim(other.person)])).toEqual(['set', 'refused'])
    expect([await store.hasOperator(), await isOperator(one.person)]).toEqual([true, true])
    await store.setOperator({ person: other.person, on: true })
    expect(await store.signIn({ person: other.person, at: noon })).toMatchObject({ operator: true })
    await store.addToken({ person: one.person, digest: unusedName('token'), at: noon })
    expect(await store.findPerson(one.person)).toEqual({
      id: one.person,
      name: one.name,
      account: one.name,
      operator: true,
    })
    for (const { person: id } of [one, other]) await store.setOperator({ person: id, on: false })
    expect([await store.hasOperator(), await isOperator(one.person)]).toEqual([false, undefined])
    await expect(store.setOperator({ person: alice.id, on: true })).rejects.toMatchObject({ code: 'no-such-account' })
  })

  test('people are looked up by the beginning of their names, who spoke last first, with what stands of them [R-ADMIN-21]', async () => {
    const begin = unusedName('Émile')
    const [first, second, silent] = [
      await person(store, begin),
      await person(store, begin),
      await person(store, begin),
    ] as [Author, Author, Author]
    for (const author of [second, first, first]) await store.append(entry(tea, author, 'hello'))
    const direct = await store.openDirectRoom({ people: [first.id, second.id], at: noon })
    await store.append(entry(direct, second, 'late', { at: noon + 60_000 }))
    await store.eraseEntry({ room: tea.id, seq: 2, by: alice, at: noon })
    const found = async () => {
      const people = await store.lookUp({ text: begin.toLowerCase(), limit: 9 })
      return people.map(({ id, messages }) => [id, messages])
    }
    const expected = [
      [second.id, 2],
      [first.id, 1],
      [silent.id, 0],
    ]
    expect(await found()).toEqual(expected)
    expect(await store.lookUp({ text: begin, limit: 1 })).toMatchObject([{ id: second.id, seenAt: expect.any(Number) }])
    const named = await account(unusedName('zoe'))
    expect(await store.lookUp({ text: named.name, limit: 9 })).toMatchObject([{ account: named.name, messages: 0 }])
  })

  test('everything is read newest first, a page at a time, by person, room and words, closed rooms too [R-ADMIN-22]', async () => {
    const [direct, fleeting] = [
      await store.openDirectRoom({ people: [alice.id, bob.id], at: noon }),
      await room(store, alice, { lifetime: 'while-occupied' }),
    ]
    const later = noon + 10_000_000_000
    const said = [
      [tea, alice, 'one needle'],
      [direct, bob, 'two between us'],
      [fleeting, alice, 'three'],
      [tea, bob, 'four needle'],
      [direct, alice, 'five'],
    ] as const
    for (const [n, [where, who, body]] of said.entries()) {
      await store.append(entry(where, who, body, { at: later + Math.floor(n / 2) }))
    }
    await store.leaveRoom({ room: fleeting.id, person: alice.id, at: later })
    type Query = Omit<Parameters<Store['everything']>[0], 'limit'>
    const pages = async (query: Query, limit: number) => {
      const all: string[] = []
      let next: string | undefined
      do {
        const page = await store.everything({ ...query, ...(next === undefined ? {} : { before: next }), limit })
        expect(page.entries.length).toBeLessThanOrEqual(limit)
        all.push(...page.entries.map(({ body }) => body))
        next = page.next
      } while (next !== undefined && all.length < 50)
      return all
    }
    const times = async () => {
      const { entries } = await store.everything({ limit: 200 })
      return entries.map((one) => one.at)
    }
    for (const limit of [1, 2, 50]) {
      expect((await pages({}, limit)).slice(0, 5)).toEqual([
        'five',
        // Of one moment: in the order of rooms.
        ...(tea.id < fleeting.id ? ['three', 'four needle'] : ['four needle', 'three']),
        ...(tea.id < direct.id ? ['two between us', 'one needle'] : ['one needle', 'two between us']),
      ])
      expect(await pages({ person: bob.id }, limit)).toEqual(['four needle', 'two between us'])
      expect(await pages({ person: alice.id, room: tea.id }, limit)).toEqual(['one needle'])
      expect(await pages({ room: tea.id, text: 'NEEDLE' }, limit)).toEqual(['four needle', 'one needle'])
      expect(await pages({ person: alice.id, text: 'needle' }, limit)).toEqual(['one needle'])
    }
    expect(await times()).toEqual((await times()).toSorted((one, other) => other - one))
    await expect(store.everything({ before: 'nonsense', limit: 9 })).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('what was erased is shown as erased; a closed room goes by a slug that no other has [R-ADMIN-22]', async () => {
    const fleeting = await room(store, alice, { lifetime: 'while-occupied' })
    await store.append(entry(fleeting, bob, 'of the first room'))
    await store.leaveRoom({ room: fleeting.id, person: alice.id, at: noon })
    const again = await store.createRoom({
      name: fleeting.name,
      fold: fleeting.name,
      slug: fleeting.slug,
      kind: 'public',
      lifetime: 'kept',
      creator: alice.id,
      role: 'owner',
      settings: {},
      at: noon,
    })
    expect(again).toMatchObject({ slug: fleeting.slug })
    const [shown] = (await store.everything({ person: bob.id, limit: 9 })).entries
    const { slug = '' } = shown?.room ?? {}
    expect(slug).toBe(`${fleeting.slug}~${fleeting.id}`)
    expect(await store.closedRoom({ slug })).toMatchObject({ id: fleeting.id, slug })
    for (const other of [fleeting.slug, `${fleeting.slug}~1`, `x~${fleeting.id}`, '~', tea.slug]) {
      expect(await store.closedRoom({ slug: other })).toBeUndefined()
    }
    const erasure = { room: fleeting.id, seq: 1, by: alice, at: noon }
    await expect(store.eraseEntry(erasure)).rejects.toMatchObject({ code: 'no-such-room' })
    expect(await store.eraseEntry({ ...erasure, anywhere: true })).toMatchObject({ changed: true })
    expect((await store.everything({ person: bob.id, limit: 9 })).entries).toMatchObject([
      { body: '', erased: { by: { id: alice.id } } },
    ])
  })

  test('all that somebody said is erased step by step, wherever it is, under no name [R-ADMIN-23]', async () => {
    const fleeting = await room(store, bob, { lifetime: 'while-occupied' })
    await store.append(entry(fleeting, bob, 'in a closed room'))
    await store.leaveRoom({ room: fleeting.id, person: bob.id, at: noon })
    for (let n = 1; n <= 4; n++) await store.append(entry(tea, bob, `${n}`, { clientId: `${tea.slug}-${n}` }))
    await store.append(entry(tea, alice, 'of another'))
    await store.append(entry(tea, bob, 'just now', { file: file(`${tea.slug}-forgotten`) }))
    const step = () => store.eraseEntriesOf({ person: bob.id, by: alice, at: noon + 5, limit: 4 })
    const steps = [await step(), await step(), await step()]
    expect(steps.map(({ length }) => length)).toEqual([4, 2, 0])
    expect(steps.flat()).toEqual(
      Array.from({ length: 6 }, () =>
        expect.objectContaining({
          body: '',
          author: { id: bob.id, name: 'deleted' },
          erased: { by: alice, at: noon + 5 },
          rev: expect.any(Number),
        }),
      ),
    )
    expect(await bodies(store, tea)).toEqual(['', '', '', '', 'of another', ''])
    expect(await store.findFile(`${tea.slug}-forgotten`)).toBeUndefined()
    expect(await store.changedEntries({ room: tea.id, rev: 0, upTo: 99, limit: 9 })).toHaveLength(5)
  })

  test('of whom was forgotten nothing is left but a number that nobody else gets [R-ADMIN-23]', async () => {
    const carol = await account(unusedName('carol'))
    const { person: id, name } = carol
    const author = { id, name, account: name }
    const digest = unusedName('token')
    await store.addToken({ person: id, digest, at: noon })
    await store.addCertificate({ person: id, fingerprint: unusedName('print'), at: noon })
    await store.keepFile({ file: file(`${tea.slug}-kept`), person: id, at: noon })
    await store.joinRoom({ room: tea.id, person: id, at: noon, role: 'moderator' })
    await store.append(entry(tea, author, 'erased before'))
    await store.append(entry(tea, alice, 'of another', { mentions: [id] }))
    await store.eraseEntry({ room: tea.id, seq: 1, by: author, reason: 'my words', at: noon })
    await store.react({ room: tea.id, seq: 2, person: author, text: '👍', on: true, at: noon })
    await store.setTopic({ room: tea.id, topic: 'my topic', by: author, at: noon })
    await store.setMetadata({ of: { person: id }, key: 'url', value: 'mine' })
    await store.addBan({ ban: { mask: 'x!*@*', list: 'ban', by: name, at: noon, reason: 'mine' } })
    for (const subject of [name, `${name} (${id})`]) await store.recordAct({ at: noon, by: alice, act: 'a', subject })
    await store.recordAct({ at: noon, by: author, act: 'b', subject: 'bob', detail: 'mine' })
    const direct = await store.openDirectRoom({ people: [alice.id, id], at: noon })
    await store.append(entry(direct, alice, 'to them'))
    expect(await store.forgetPerson({ person: id, at: noon })).toEqual({ name, topics: [tea.slug] })
    expect(await store.findAccount({ person: id })).toBeUndefined()
    expect(await store.findPerson(id)).toBeUndefined()
    expect(await store.resumePerson({ digest, at: noon })).toBeUndefined()
    expect(await store.findFile(`${tea.slug}-kept`)).toBeUndefined()
    expect(await store.metadata({ person: id })).toEqual({})
    expect((await store.members(tea.id)).map((member) => member.id)).toEqual([alice.id])
    expect(await store.findRoom({ slug: tea.slug, fold: '' })).toMatchObject({ topic: '', rev: 3 })
    expect(await store.happenings({ room: tea.id, limit: 9, from: 'oldest' })).toEqual([])
    expect(await store.history({ room: tea.id, limit: 9, from: 'oldest' })).toMatchObject([
      { author: { id, name: 'deleted' }, erased: { by: { id, name: 'deleted' } } },
      { body: 'of another', rev: 3 },
    ])
    expect(await store.entry({ room: tea.id, seq: 2 })).not.toHaveProperty('reactions')
    expect(await store.findRoom({ slug: direct.slug, fold: '' })).toMatchObject({ name: `${alice.name}, deleted` })
    expect(await store.acts({ limit: 3 })).toMatchObject([
      { by: { id, name: 'deleted' }, act: 'b', subject: 'bob' },
      { by: alice, subject: `deleted (${id})` },
      { by: alice, subject: `deleted (${id})` },
    ])
    expect(await store.lookUp({ text: 'deleted', limit: 9 })).toEqual([])
    // A second time it finds what was left meanwhile.
    await store.setTopic({ room: tea.id, topic: 'once more', by: author, at: noon })
    expect(await store.forgetPerson({ person: id, at: noon })).toEqual({ name: 'deleted', topics: [tea.slug] })
    const back = await account(name)
    expect(back.person).toBeGreaterThan(id)
    expect(await store.forgetPerson({ person: 999_999, at: noon })).toBeUndefined()
  })
}
