// Every request of the course's table over real sockets: its success, and each failure, to the sender and to the others.

import { type World, world } from '@hubbub/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { websocketActor } from '../websocket/actor.ts'
import { everybodyLeaves, identified, peer, type Peer, type Told } from './fixtures.ts'

let here: World

beforeAll(async () => {
  here = await world({ floodLimits: false })
})
afterEach(everybodyLeaves)
afterAll(() => here.close())

const response = (operation: string, result: string, extra: string): Told => ({
  type: 'RESPONSE',
  operation,
  result,
  extra,
})
const refusal = (result: string): Told => ({ type: 'RESPONSE', operation: 'INVALID', result })

/** People who are here together; each has heard the later ones come. */
async function people(...names: string[]): Promise<Peer[]> {
  const all: Peer[] = []
  for (const name of names) {
    const newcomer = await identified(here.address, name)
    for (const one of all) expect(await one.next()).toEqual({ type: 'NEW_USER', username: name })
    all.push(newcomer)
  }
  return all
}

/** Asks for something that gets no answer, and waits until it is done. */
async function silently(asker: Peer, request: Told): Promise<void> {
  asker.send(request)
  await asker.settled()
}

async function ask(asker: Peer, request: Told): Promise<Told> {
  asker.send(request)
  return asker.next()
}

/** The letters whose bits are set in upper case. */
function spelling(name: string, bits: number): string {
  return [...name].map((letter, i) => ((bits >> i) & 1 ? letter.toUpperCase() : letter)).join('')
}

/** A room with its maker and those whom she invited, who are all in. */
async function roomOf(maker: Peer, name: string, guests: ReadonlyMap<string, Peer>): Promise<void> {
  expect(await ask(maker, { type: 'NEW_ROOM', roomname: name })).toEqual(response('NEW_ROOM', 'SUCCESS', name))
  await silently(maker, { type: 'INVITE', roomname: name, usernames: [...guests.keys()] })
  const inside = [maker]
  for (const [username, guest] of guests) {
    expect(await guest.next()).toMatchObject({ type: 'INVITATION', roomname: name })
    expect(await ask(guest, { type: 'JOIN_ROOM', roomname: name })).toEqual(response('JOIN_ROOM', 'SUCCESS', name))
    for (const one of inside) expect(await one.next()).toEqual({ type: 'JOINED_ROOM', roomname: name, username })
    inside.push(guest)
  }
}

describe('IDENTIFY', () => {
  test('[R-COURSE-30] answers the sender and tells the others', async () => {
    const [ann] = (await people('ann')) as [Peer]
    const bob = await peer(here.address)
    expect(await ask(bob, { type: 'IDENTIFY', username: 'bob' })).toEqual(response('IDENTIFY', 'SUCCESS', 'bob'))
    expect(await ann.next()).toEqual({ type: 'NEW_USER', username: 'bob' })
    await bob.settled()
    await ann.settled()
  })

  test('[R-COURSE-30] a taken name is refused in any case of letters, and the connection may try again', async () => {
    await people('ann')
    const bob = await peer(here.address)
    const taken = { type: 'IDENTIFY', username: 'ANN' }
    expect(await ask(bob, taken)).toEqual(response('IDENTIFY', 'USER_ALREADY_EXISTS', 'ANN'))
    expect(await ask(bob, { type: 'IDENTIFY', username: 'bob' })).toEqual(response('IDENTIFY', 'SUCCESS', 'bob'))
  })

  test('[R-COURSE-49] a name that belongs to an account is refused, also while nobody has it', async () => {
    const owner = await websocketActor(here.address, 'owner')
    await owner.request('person.register', { password: 'correct horse' })
    await owner.leave()
    const bob = await peer(here.address)
    const taken = response('IDENTIFY', 'USER_ALREADY_EXISTS', 'owner')
    expect(await ask(bob, { type: 'IDENTIFY', username: 'owner' })).toEqual(taken)
  })

  test('[R-COURSE-31] a second time is invalid', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [Peer, Peer]
    bob.send({ type: 'IDENTIFY', username: 'bobby' })
    expect(await bob.closed()).toEqual([refusal('INVALID')])
    expect(await ann.next()).toEqual({ type: 'DISCONNECTED', username: 'bob' })
  })

  test.each(['', ' ', 'ninechars', 'a~1', '#ann', 'a,b'])('[R-COURSE-7] the name "%s" is invalid', async (username) => {
    const bob = await peer(here.address)
    bob.send({ type: 'IDENTIFY', username })
    expect(await bob.closed()).toEqual([refusal('INVALID')])
  })

  test('[R-COURSE-32] whoever does not say a name hears nothing', async () => {
    const quiet = await peer(here.address)
    const [ann, bob] = (await people('ann', 'bob')) as [Peer, Peer]
    expect(await ask(quiet, { type: 'IDENTIFY', username: 'ann' })).toMatchObject({ result: 'USER_ALREADY_EXISTS' })
    await silently(ann, { type: 'PUBLIC_TEXT', text: 'hello' })
    expect(await bob.next()).toMatchObject({ text: 'hello' })
    expect(await ask(quiet, { type: 'IDENTIFY', username: 'quiet' })).toEqual(response('IDENTIFY', 'SUCCESS', 'quiet'))
  })
})

describe('STATUS and USERS', () => {
  test('[R-COURSE-33] a new status is told to the others; the list shows it', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [Peer, Peer]
    await silently(ann, { type: 'STATUS', status: 'BUSY' })
    expect(await bob.next()).toEqual({ type: 'NEW_STATUS', username: 'ann', status: 'BUSY' })
    expect(await ask(bob, { type: 'USERS' })).toEqual({ type: 'USER_LIST', users: { ann: 'BUSY', bob: 'ACTIVE' } })
    await silently(ann, { type: 'STATUS', status: 'AWAY' })
    expect(await bob.next()).toEqual({ type: 'NEW_STATUS', username: 'ann', status: 'AWAY' })
  })

  test('[R-COURSE-33] the status that one has already is told to nobody', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [Peer, Peer]
    await silently(ann, { type: 'STATUS', status: 'ACTIVE' })
    expect(await ask(bob, { type: 'USERS' })).toMatchObject({ type: 'USER_LIST' })
  })

  test.each(['away', 'OFFLINE', '', 7, null])('[R-COURSE-33] the status %j is invalid', async (status) => {
    const [ann] = (await people('ann')) as [Peer]
    ann.send({ type: 'STATUS', status })
    expect(await ann.closed()).toEqual([refusal('INVALID')])
  })
})

describe('TEXT and PUBLIC_TEXT', () => {
  test('[R-COURSE-34] a text reaches its addressee alone', async () => {
    const [ann, bob, cid] = (await people('ann', 'bob', 'cid')) as [Peer, Peer, Peer]
    await silently(ann, { type: 'TEXT', username: 'BOB', text: 'psst' })
    expect(await bob.next()).toEqual({ type: 'TEXT_FROM', username: 'ann', text: 'psst' })
    await cid.settled()
    await silently(bob, { type: 'TEXT', username: 'ann', text: 'what?' })
    expect(await ann.next()).toEqual({ type: 'TEXT_FROM', username: 'bob', text: 'what?' })
  })

  test('[R-COURSE-34] a text to nobody', async () => {
    const [ann] = (await people('ann')) as [Peer]
    const text = { type: 'TEXT', username: 'zoe', text: 'hi' }
    expect(await ask(ann, text)).toEqual(response('TEXT', 'NO_SUCH_USER', 'zoe'))
    expect(await ask(ann, { ...text, username: 'zoe~zz' })).toEqual(response('TEXT', 'NO_SUCH_USER', 'zoe~zz'))
    await ann.settled()
  })

  test('[R-COURSE-35] a public text reaches all others', async () => {
    const [ann, bob, cid] = (await people('ann', 'bob', 'cid')) as [Peer, Peer, Peer]
    await silently(ann, { type: 'PUBLIC_TEXT', text: 'hello\n"世界" 👋' })
    for (const other of [bob, cid]) {
      expect(await other.next()).toEqual({ type: 'PUBLIC_TEXT_FROM', username: 'ann', text: 'hello\n"世界" 👋' })
    }
  })

  test('[R-COURSE-36] what cannot be done for another reason is told with that reason, and the connection stays', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [Peer, Peer]
    expect(await ask(ann, { type: 'PUBLIC_TEXT', text: 'x'.repeat(17_000) })).toEqual(
      response('PUBLIC_TEXT', 'TOO_LONG', 'That is too long.'),
    )
    expect(await ask(ann, { type: 'LEAVE_ROOM', roomname: 'Lobby' })).toEqual(
      response('LEAVE_ROOM', 'NOT_ALLOWED', 'Lobby'),
    )
    await ann.settled()
    await bob.settled()
  })
})

describe('rooms', () => {
  test('[R-COURSE-37] a new room has its maker as its first member; nobody else is told', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [Peer, Peer]
    expect(await ask(ann, { type: 'NEW_ROOM', roomname: 'Room 1' })).toEqual(response('NEW_ROOM', 'SUCCESS', 'Room 1'))
    expect(await ask(ann, { type: 'ROOM_USERS', roomname: 'Room 1' })).toEqual({
      type: 'ROOM_USER_LIST',
      roomname: 'Room 1',
      users: { ann: 'ACTIVE' },
    })
    const again = { type: 'NEW_ROOM', roomname: 'room 1' }
    expect(await ask(bob, again)).toEqual(response('NEW_ROOM', 'ROOM_ALREADY_EXISTS', 'room 1'))
    expect(await ask(ann, { ...again, roomname: 'Lobby' })).toEqual(
      response('NEW_ROOM', 'ROOM_ALREADY_EXISTS', 'Lobby'),
    )
  })

  test.each(['', 'x'.repeat(17), 'a~b'])('[R-COURSE-7] a room named "%s" is invalid', async (roomname) => {
    const [ann] = (await people('ann')) as [Peer]
    ann.send({ type: 'NEW_ROOM', roomname })
    expect(await ann.closed()).toEqual([refusal('INVALID')])
  })

  test('[R-COURSE-38] an invitation reaches each who is neither in nor invited already', async () => {
    const [ann, bob, cid] = (await people('ann', 'bob', 'cid')) as [Peer, Peer, Peer]
    await roomOf(ann, 'Room 1', new Map([['bob', bob]]))
    await silently(ann, { type: 'INVITE', roomname: 'Room 1', usernames: ['bob', 'cid', 'ann'] })
    expect(await cid.next()).toEqual({ type: 'INVITATION', username: 'ann', roomname: 'Room 1' })
    await silently(ann, { type: 'INVITE', roomname: 'Room 1', usernames: ['cid'] })
    await silently(ann, { type: 'INVITE', roomname: 'Room 1', usernames: [] })
    for (const one of [ann, bob, cid]) await one.settled()
  })

  test('[R-COURSE-38] every member of a room that was made on this wire may invite', async () => {
    const [ann, bob, cid] = (await people('ann', 'bob', 'cid')) as [Peer, Peer, Peer]
    await roomOf(ann, 'Room 1', new Map([['bob', bob]]))
    await silently(bob, { type: 'INVITE', roomname: 'Room 1', usernames: ['cid'] })
    expect(await cid.next()).toEqual({ type: 'INVITATION', username: 'bob', roomname: 'Room 1' })
  })

  test('[R-COURSE-38] one unknown name, and nobody is invited', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [Peer, Peer]
    await ask(ann, { type: 'NEW_ROOM', roomname: 'Room 1' })
    const usernames = ['bob', ' zoe', 'yan']
    expect(await ask(ann, { type: 'INVITE', roomname: 'Room 1', usernames })).toEqual(
      response('INVITE', 'NO_SUCH_USER', ' zoe'),
    )
    await bob.settled()
    expect(await ask(bob, { type: 'JOIN_ROOM', roomname: 'Room 1' })).toMatchObject({ result: 'NOT_INVITED' })
  })

  test('[R-COURSE-38] a class larger than one command takes is invited all or none', async () => {
    const [ann, bob] = (await people('annabell', 'bob')) as [Peer, Peer]
    await ask(ann, { type: 'NEW_ROOM', roomname: 'Room 1' })
    // A name in a hundred spellings stands for a hundred people.
    const many = Array.from({ length: 100 }, (_, i) => spelling('annabell', i))
    expect(await ask(ann, { type: 'INVITE', roomname: 'Room 1', usernames: [...many, 'bob', 'zoe'] })).toEqual(
      response('INVITE', 'NO_SUCH_USER', 'zoe'),
    )
    await bob.settled()
    await silently(ann, { type: 'INVITE', roomname: 'Room 1', usernames: [...many, 'bob'] })
    expect(await bob.next()).toEqual({ type: 'INVITATION', username: 'annabell', roomname: 'Room 1' })
    await bob.settled()
  })

  test('[R-COURSE-38] to no room, to a room that one is not in', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [Peer, Peer]
    await ask(ann, { type: 'NEW_ROOM', roomname: 'Room 1' })
    const invite = { type: 'INVITE', roomname: 'Room 1', usernames: ['zoe'] }
    expect(await ask(bob, invite)).toEqual(response('INVITE', 'NOT_JOINED', 'Room 1'))
    expect(await ask(bob, { ...invite, usernames: [] })).toEqual(response('INVITE', 'NOT_JOINED', 'Room 1'))
    expect(await ask(bob, { ...invite, roomname: 'Room 2' })).toEqual(response('INVITE', 'NO_SUCH_ROOM', 'Room 2'))
  })

  test('[R-COURSE-39] joining: told to those inside, once; refused without an invitation', async () => {
    const [ann, bob, cid] = (await people('ann', 'bob', 'cid')) as [Peer, Peer, Peer]
    await roomOf(ann, 'Room 1', new Map([['bob', bob]]))
    const join = { type: 'JOIN_ROOM', roomname: 'Room 1' }
    expect(await ask(bob, join)).toEqual(response('JOIN_ROOM', 'SUCCESS', 'Room 1'))
    expect(await ask(cid, join)).toEqual(response('JOIN_ROOM', 'NOT_INVITED', 'Room 1'))
    expect(await ask(cid, { ...join, roomname: 'Room 2' })).toEqual(response('JOIN_ROOM', 'NO_SUCH_ROOM', 'Room 2'))
    for (const one of [ann, bob, cid]) await one.settled()
  })

  test('[R-COURSE-40] members list the room and speak in it; others do neither', async () => {
    const [ann, bob, cid] = (await people('ann', 'bob', 'cid')) as [Peer, Peer, Peer]
    await roomOf(ann, 'Room 1', new Map([['bob', bob]]))
    await silently(ann, { type: 'STATUS', status: 'BUSY' })
    for (const other of [bob, cid]) expect(await other.next()).toMatchObject({ type: 'NEW_STATUS' })
    const users = { ann: 'BUSY', bob: 'ACTIVE' }
    expect(await ask(bob, { type: 'ROOM_USERS', roomname: 'Room 1' })).toEqual({
      type: 'ROOM_USER_LIST',
      roomname: 'Room 1',
      users,
    })
    await silently(bob, { type: 'ROOM_TEXT', roomname: 'Room 1', text: 'here' })
    expect(await ann.next()).toEqual({ type: 'ROOM_TEXT_FROM', roomname: 'Room 1', username: 'bob', text: 'here' })
    for (const type of ['ROOM_USERS', 'ROOM_TEXT', 'LEAVE_ROOM']) {
      const asked = { type, text: 'x' }
      expect(await ask(cid, { ...asked, roomname: 'Room 1' })).toEqual(response(type, 'NOT_JOINED', 'Room 1'))
      expect(await ask(cid, { ...asked, roomname: 'Room 2' })).toEqual(response(type, 'NO_SUCH_ROOM', 'Room 2'))
    }
    for (const one of [ann, bob]) await one.settled()
  })

  test('[R-COURSE-41] leaving is told to those who stay; with the last member the room is gone', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [Peer, Peer]
    await roomOf(ann, 'Room 1', new Map([['bob', bob]]))
    const leave = { type: 'LEAVE_ROOM', roomname: 'Room 1' }
    await silently(ann, leave)
    expect(await bob.next()).toEqual({ type: 'LEFT_ROOM', roomname: 'Room 1', username: 'ann' })
    expect(await ask(ann, leave)).toEqual(response('LEAVE_ROOM', 'NOT_JOINED', 'Room 1'))
    await silently(bob, leave)
    expect(await ask(bob, leave)).toEqual(response('LEAVE_ROOM', 'NO_SUCH_ROOM', 'Room 1'))
    expect(await ask(ann, { type: 'NEW_ROOM', roomname: 'Room 1' })).toEqual(response('NEW_ROOM', 'SUCCESS', 'Room 1'))
  })
})

describe('people of other wires', () => {
  test('[R-COURSE-24] two course clients and somebody in nc', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [Peer, Peer]
    const marga = await here.actor('plain', 'Margarethe')
    const { username } = await ann.next()
    expect(username).toMatch(/^Marga\w*~\w+$/u)
    expect(await bob.next()).toEqual({ type: 'NEW_USER', username })
    const { users } = await ask(ann, { type: 'USERS' })
    expect(users).toEqual({ ann: 'ACTIVE', bob: 'ACTIVE', [String(username)]: 'ACTIVE' })

    await marga.say('hello')
    await marga.say('/msg ann psst')
    expect(await ann.next()).toEqual({ type: 'PUBLIC_TEXT_FROM', username, text: 'hello' })
    expect(await ann.next()).toEqual({ type: 'TEXT_FROM', username, text: 'psst' })
    expect(await bob.next()).toEqual({ type: 'PUBLIC_TEXT_FROM', username, text: 'hello' })
    for (const name of [username, 'margarethe']) {
      await silently(ann, { type: 'TEXT', username: name, text: `to ${String(name)}` })
      expect(await marga.hears(`to ${String(name)}`)).toMatchObject({ from: 'ann' })
    }

    await marga.say('/away')
    expect(await ann.next()).toEqual({ type: 'NEW_STATUS', username, status: 'AWAY' })
    await marga.say('/nick Maggie')
    expect(await ann.next()).toEqual({ type: 'DISCONNECTED', username })
    expect(await ann.next()).toEqual({ type: 'NEW_USER', username: 'Maggie' })
    await marga.leave()
    expect(await ann.next()).toEqual({ type: 'DISCONNECTED', username: 'Maggie' })
    await ann.settled()
  })
})

describe('leaving', () => {
  test.each(['DISCONNECT', 'a dropped connection', 'the end of the stream', 'an invalid request'])(
    '[R-COURSE-42] %s is told to all, and to each room',
    async (way) => {
      const [ann, bob, cid] = (await people('ann', 'bob', 'cid')) as [Peer, Peer, Peer]
      await roomOf(ann, 'Room 1', new Map([['bob', bob]]))
      await roomOf(bob, 'Room 2', new Map())
      if (way === 'DISCONNECT') bob.send({ type: 'DISCONNECT' })
      else if (way === 'a dropped connection') bob.drop()
      else if (way === 'the end of the stream') bob.end()
      else bob.send({ type: 'NONSENSE' })
      expect(await bob.closed()).toEqual(way === 'an invalid request' ? [refusal('INVALID')] : [])
      expect(await ann.next()).toEqual({ type: 'DISCONNECTED', username: 'bob' })
      expect(await ann.next()).toEqual({ type: 'LEFT_ROOM', roomname: 'Room 1', username: 'bob' })
      expect(await cid.next()).toEqual({ type: 'DISCONNECTED', username: 'bob' })
      for (const one of [ann, cid]) await one.settled()
      expect(await ask(cid, { type: 'JOIN_ROOM', roomname: 'Room 2' })).toMatchObject({ result: 'NO_SUCH_ROOM' })
      await identified(here.address, 'bob')
    },
  )

  test('[R-COURSE-42] nothing is read after a DISCONNECT', async () => {
    const [ann, bob] = (await people('ann', 'bob')) as [Peer, Peer]
    bob.send('{"type":"PUBLIC_TEXT","text":"bye"}{"type":"DISCONNECT"}{"type":"PUBLIC_TEXT","text":"one more"}')
    expect(await bob.closed()).toEqual([])
    expect(await ann.next()).toMatchObject({ text: 'bye' })
    expect(await ann.next()).toEqual({ type: 'DISCONNECTED', username: 'bob' })
    await ann.settled()
  })

  test('[R-COURSE-28] when the server stops, everybody who has a name is told', async () => {
    await using short = await world()
    const [ann, old, nobody] = [
      await identified(short.address, 'ann'),
      await identified(short.address, 'old', ''),
      await peer(short.address),
    ]
    nobody.send({ type: 'IDENTIFY', username: 'ann' })
    expect(await nobody.next()).toMatchObject({ result: 'USER_ALREADY_EXISTS' })
    expect(await ann.next()).toMatchObject({ type: 'NEW_USER' })
    await short.server.close()
    const words = { type: 'PUBLIC_TEXT_FROM', username: '~server', text: 'The server is stopping.' }
    expect(await ann.closed()).toEqual([words])
    expect(await old.closed()).toEqual([words])
    expect(await nobody.closed()).toEqual([])
  })
})
