// What every store must do with accounts: reserve names, keep secrets, sign in, take over what was a guest's, remember devices.

import type { Store, StoredAccount } from '@hubbub/core'
import { type Author, limits, nameSkeleton } from '@hubbub/protocol'
import { beforeEach, expect, test } from 'vitest'

import { entry, noon, person, room, type StoreAtHand, unusedName } from './fixtures.ts'

const secret = {
  hash: '$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA',
  scram: { salt: 'c2FsdA==', iterations: 4_096, storedKey: 'a2V5', serverKey: 'c2VydmVy' },
}

export function accountContract(at: () => StoreAtHand): void {
  let store: Store
  beforeEach(() => {
    store = at().store
  })

  const named = (name: string) => ({ name, skeleton: nameSkeleton(name) })
  const release = (id: number, forget = false) => store.releasePerson({ id, forget, at: noon })
  const register = async (name: string, more: { person?: number } = {}): Promise<StoredAccount> => {
    const account = await store.createAccount({ ...named(name), secret, at: noon, ...more })
    if (typeof account === 'string') throw new Error(`${name}: ${account}`)
    return account
  }
  const signIn = (account: StoredAccount, more: { guest?: number; as?: string } = {}) => {
    const { guest, as } = more
    const asked = { ...(guest === undefined ? {} : { guest }), ...(as === undefined ? {} : { name: named(as) }) }
    return store.signIn({ person: account.person, at: noon + 1, ...asked })
  }

  test('an account is found by its name, by what looks like it, by its person and by a certificate [R-STORE-30]', async () => {
    const name = unusedName('alice')
    const account = await register(name)
    const stored = { person: account.person, name, secret, certificates: [], registeredAt: noon, seenAt: noon }
    expect(account).toEqual(stored)
    expect(await store.findAccount({ skeleton: nameSkeleton(name.toUpperCase()) })).toEqual(stored)
    expect(await store.findAccount({ person: account.person })).toEqual(stored)
    expect(await store.findAccount({ skeleton: 'nobody' })).toBeUndefined()
    const bob = await register(unusedName('bob'))
    const add = (person: number, fingerprint: string) =>
      store.addCertificate({ person, fingerprint: `${name} ${fingerprint}`, at: noon })
    expect([await add(account.person, 'a'), await add(account.person, 'a'), await add(bob.person, 'a')]).toEqual([
      'added',
      'added',
      'taken',
    ])
    await add(account.person, 'b')
    expect(await store.findAccount({ certificate: `${name} b` })).toEqual({
      ...stored,
      certificates: [`${name} a`, `${name} b`],
    })
    await store.removeCertificate({ person: bob.person, fingerprint: `${name} a` })
    await store.removeCertificate({ person: account.person, fingerprint: `${name} b` })
    expect(await store.findAccount({ certificate: `${name} b` })).toBeUndefined()
    expect(await store.findAccount({ certificate: `${name} a` })).toMatchObject({ name })
  })

  test('a secret is kept until it is changed; an account may have none [R-STORE-30]', async () => {
    const created = await store.createAccount({ ...named(unusedName('keyless')), at: noon })
    if (typeof created === 'string') throw new Error(created)
    expect(created).not.toHaveProperty('secret')
    await store.setSecret({ person: created.person, secret: { hash: 'another' } })
    expect(await store.findAccount({ person: created.person })).toMatchObject({ secret: { hash: 'another' } })
    const guest = await person(store, 'guest')
    await expect(store.setSecret({ person: guest.id, secret })).rejects.toMatchObject({ code: 'no-such-account' })
    const certificate = store.addCertificate({ person: guest.id, fingerprint: 'x', at: noon })
    await expect(certificate).rejects.toMatchObject({ code: 'no-such-account' })
  })

  test('the name of an account is nobody else’s, whether its person is here or not [R-STORE-31]', async () => {
    const name = unusedName('carol')
    const account = await register(name)
    expect(await store.createPerson({ ...named(name), at: noon })).toBe('name-reserved')
    const bob = await person(store, 'bob', `token of bob for ${name}`)
    expect(await store.renamePerson({ id: bob.id, ...named(name.toUpperCase()) })).toBe('name-reserved')
    expect(await store.createAccount({ ...named(name), at: noon })).toBe('account-exists')
    await signIn(account)
    expect(await store.renamePerson({ id: bob.id, ...named(name) })).toBe('name-taken')
    expect(await store.renamePerson({ id: account.person, ...named(unusedName('nick')) })).toBe('renamed')
    expect(await store.renamePerson({ id: bob.id, ...named(name) })).toBe('name-reserved')
    expect(await store.renamePerson({ id: account.person, ...named(name) })).toBe('renamed')
  })

  test('no account is made of a name that somebody else uses; who was away gets a number then [R-STORE-31]', async () => {
    const bob = await person(store, 'bob', 'token of a late bob')
    expect(await store.createAccount({ ...named(bob.name), at: noon })).toBe('name-taken')
    await release(bob.id)
    await register(bob.name)
    expect(await store.resumePerson({ digest: 'token of a late bob', at: noon })).toEqual({
      id: bob.id,
      name: `${bob.name}2`,
    })
  })

  test('a guest who makes an account stays who they are, and keeps what is theirs [R-STORE-32]', async () => {
    const guest = await person(store, 'guest')
    const tea = await room(store, guest)
    const account = await register(guest.name, { person: guest.id })
    expect(account).toMatchObject({ person: guest.id, name: guest.name })
    expect(await store.members(tea.id)).toEqual([{ ...guest, account: guest.name, role: 'moderator' }])
    expect(await store.createAccount({ ...named(unusedName('second')), person: guest.id, at: noon })).toBe(
      'account-exists',
    )
    const nobody = store.createAccount({ ...named(unusedName('nobody')), person: 999_999, at: noon })
    await expect(nobody).rejects.toMatchObject({ code: 'no-such-person' })
  })

  test('an account that leaves keeps its rooms and takes its own name again, for ever [R-STORE-33]', async () => {
    const guest = await person(store, 'nick')
    const account = await register(unusedName('own'), { person: guest.id })
    const tea = await room(store, guest, { lifetime: 'while-occupied', role: 'owner' })
    expect(await release(guest.id, true)).toEqual({ closed: [] })
    const member = { id: guest.id, name: account.name, account: account.name, role: 'owner' }
    expect(await store.members(tea.id)).toEqual([member])
    store = await at().reopen(noon + 1_000 * 86_400_000)
    expect(await store.members(tea.id)).toEqual([member])
    expect(await store.findAccount({ person: guest.id })).toMatchObject({ name: account.name, seenAt: noon })
    await signIn(account, { as: unusedName('crashed') })
    store = await at().reopen()
    expect(await store.members(tea.id)).toEqual([member])
  })

  test('who signs in has the name asked for if it is free, else the name they have [R-STORE-34]', async () => {
    const account = await register(unusedName('dave'))
    const stored = { id: account.person, account: account.name }
    const [nick, other] = [unusedName('nick'), unusedName('other')]
    const taken = await person(store, 'taken')
    expect(await signIn(account)).toEqual({ ...stored, name: account.name })
    expect(await signIn(account, { as: nick })).toEqual({ ...stored, name: nick })
    expect(await signIn(account, { as: taken.name })).toEqual({ ...stored, name: nick })
    expect(await store.createPerson({ ...named(nick), at: noon })).toBe('name-taken')
    await release(account.person)
    expect(await signIn(account, { as: taken.name })).toEqual({ ...stored, name: account.name })
    const reserved = await register(other)
    expect(await signIn(account, { as: reserved.name })).toEqual({ ...stored, name: account.name })
    expect(await store.findAccount({ person: account.person })).toMatchObject({ seenAt: noon + 1 })
    const guest = store.signIn({ person: taken.id, at: noon })
    await expect(guest).rejects.toMatchObject({ code: 'no-such-account' })
  })

  test('a guest who signs in gives the account their name, rooms, invitations and token [R-STORE-35]', async () => {
    const [guest, host] = [await person(store, 'guest', `guest of ${unusedName('t')}`), await person(store, 'host')]
    const digest = unusedName('token')
    await store.addToken({ person: guest.id, digest, at: noon })
    const account = await register(unusedName('erin'))
    const mine = await room(store, guest, { lifetime: 'while-occupied' })
    const shared = await room(store, host)
    const invited = await room(store, host, { kind: 'invite-only' })
    await store.joinRoom({ room: shared.id, person: account.person, at: noon })
    await Promise.all([1, 2, 3].map((n) => store.append(entry(shared, host, `${n}`))))
    await store.joinRoom({ room: shared.id, person: guest.id, at: noon })
    await store.invite({ room: invited.id, people: [guest.id], by: host.id, at: noon })
    await store.setRole({ room: store.lobby.id, person: guest.id, role: 'voice' })

    expect(await signIn(account, { guest: guest.id, as: guest.name })).toEqual({
      id: account.person,
      name: guest.name,
      account: account.name,
    })
    expect((await store.memberships(account.person)).map(({ room, since, read }) => [room.id, since, read])).toEqual([
      [store.lobby.id, expect.any(Number), expect.any(Number)],
      [mine.id, 0, 0],
      [shared.id, 0, 3],
    ])
    expect(await store.members(mine.id)).toMatchObject([{ id: account.person, role: 'moderator' }])
    expect(await store.findRoom({ slug: store.lobby.slug, fold: '' })).toMatchObject({
      roles: new Map([[account.person, 'voice']]),
    })
    expect(await store.invitations({ person: account.person, at: noon })).toEqual([invited.id])
    expect(await store.memberships(guest.id)).toEqual([])
    expect(await store.resumePerson({ digest, at: noon })).toMatchObject({ id: account.person, name: guest.name })
    await store.setRole({ room: store.lobby.id, person: account.person, role: 'member' })
  })

  test('a direct room of the guest is the account’s, unless that has one with the same person [R-STORE-35]', async () => {
    const [guest, bob, carol] = [await person(store, 'guest'), await person(store, 'bob'), await person(store, 'carol')]
    const account = await register(unusedName('frank'))
    const direct = (one: number, other: Author) => store.openDirectRoom({ people: [one, other.id], at: noon })
    const [withBob, withCarol] = [await direct(guest.id, bob), await direct(guest.id, carol)]
    const own = await direct(account.person, carol)
    await store.append(entry(withBob, guest, 'said as a guest'))
    await signIn(account, { guest: guest.id })
    expect(await direct(account.person, bob)).toMatchObject({ id: withBob.id, seq: 1 })
    expect(await direct(account.person, carol)).toMatchObject({ id: own.id })
    const rooms = (await store.memberships(account.person)).map(({ room }) => room.id)
    expect(rooms).toEqual(expect.arrayContaining([withBob.id, own.id]))
    expect(rooms).not.toContain(withCarol.id)
    expect(await store.members(withCarol.id)).toMatchObject([{ id: carol.id }])
  })

  test('nobody takes over an account, and nobody who is not there [R-STORE-35]', async () => {
    const [one, other] = [await register(unusedName('one')), await register(unusedName('other'))]
    await expect(signIn(one, { guest: other.person })).rejects.toMatchObject({ code: 'already-signed-in' })
    await expect(signIn(one, { guest: 999_999 })).rejects.toMatchObject({ code: 'no-such-person' })
    expect(await signIn(one, { guest: one.person })).toMatchObject({ id: one.person })
  })

  test('a person has a token for each device; an ended one is worth nothing, of too many the oldest go [R-STORE-36]', async () => {
    const alice = await person(store, 'alice', unusedName('first token'))
    const digests = Array.from({ length: limits.tokens_per_person_max }, () => unusedName('token'))
    const resume = (digest = '') => store.resumePerson({ digest, at: noon })
    for (const digest of digests) await store.addToken({ person: alice.id, digest, at: noon })
    expect(await Promise.all(digests.map(resume))).toEqual(digests.map(() => alice))
    await store.addToken({ person: alice.id, digest: unusedName('token'), at: noon })
    expect([await resume(digests[0]), await resume(digests[1])]).toEqual([undefined, alice])
    await store.endToken({ digest: digests[1] ?? '' })
    expect([await resume(digests[1]), await resume(digests[2])]).toEqual([undefined, alice])
    const nobody = store.addToken({ person: 999_999, digest: 'x', at: noon })
    await expect(nobody).rejects.toMatchObject({ code: 'no-such-person' })
  })

  test('each device has cursors of its own, which move forward only; of too many devices the oldest go [R-STORE-37]', async () => {
    const alice = await person(store, 'alice')
    const [tea, chess] = [await room(store, alice), await room(store, alice)]
    const save = (device: string, cursors: [number, number][], at = noon) =>
      store.saveCursors({ person: alice.id, device, cursors: new Map(cursors), at })
    const saved = (device: string) => store.cursors({ person: alice.id, device })
    expect(await saved('phone')).toEqual(new Map())
    await save('phone', [
      [tea.id, 5],
      [chess.id, 1],
    ])
    await save('phone', [
      [tea.id, 3],
      [chess.id, 2],
      [999_999, 7],
    ])
    await save('laptop', [[tea.id, 9]], noon + 1)
    expect(await saved('phone')).toEqual(
      new Map([
        [tea.id, 5],
        [chess.id, 2],
      ]),
    )
    expect(await saved('laptop')).toEqual(new Map([[tea.id, 9]]))
    for (let n = 2; n < limits.devices_per_account_max; n++) await save(`device ${n}`, [[tea.id, n]], noon + n)
    expect((await saved('phone')).size).toBe(2)
    await save('one more', [[tea.id, 1]], noon - 1)
    expect((await saved('phone')).size).toBe(0)
    expect([(await saved('laptop')).size, (await saved('one more')).size]).toEqual([1, 1])
  })
}
