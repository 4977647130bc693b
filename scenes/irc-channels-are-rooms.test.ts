// A room of a course client is a channel, and a channel is a room of a course client, whatever they are called.

import { actors, IrcActor } from '@hubbub/server/actors'
import { type World, world } from '@hubbub/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'

let here: World

beforeEach(async () => {
  here = await world()
})
afterEach(() => here.close())

test('[R-IRC-416] the room `Room 1` of a course client is the channel #Room_1', async () => {
  const ann = await actors['course-json'](here.address, 'ann')
  const bob = await actors.irc(here.address, 'bob')
  await ann.send({ type: 'NEW_ROOM', roomname: 'Room 1' })
  await ann.send({ type: 'INVITE', roomname: 'Room 1', usernames: ['bob'] })
  expect(await bob.sees(/ INVITE bob /u)).toMatch(/ INVITE bob :?#Room_1$/u)

  await bob.send('JOIN #room_1')
  await bob.sees(/^:bob!\S+ JOIN :?#Room_1$/u)
  await ann.gets({ type: 'JOINED_ROOM', roomname: 'Room 1', username: 'bob' })
  await bob.send('PRIVMSG #Room_1 :hello, Room 1')
  expect(await ann.hears('hello, Room 1')).toEqual({ from: 'bob', text: 'hello, Room 1', room: 'Room 1' })
  await ann.send({ type: 'ROOM_TEXT', roomname: 'Room 1', text: 'hello, bob' })
  expect(await bob.hears('hello, bob')).toEqual({ from: 'ann', text: 'hello, bob', room: 'Room_1' })

  await bob.send('PART #ROOM_1')
  await ann.gets({ type: 'LEFT_ROOM', roomname: 'Room 1', username: 'bob' })
})

test('[R-IRC-416] neither can be made a second time on the other side', async () => {
  const ann = await actors['course-json'](here.address, 'ann')
  const bob = await actors.irc(here.address, 'bob')
  const cid = await actors.websocket(here.address, 'cid')
  await bob.send('JOIN #Tea_Time')
  await bob.sees(/ 366 bob #Tea_Time /u)
  await ann.send({ type: 'NEW_ROOM', roomname: 'tea time' })
  expect(await ann.gets({ type: 'RESPONSE', operation: 'NEW_ROOM' })).toMatchObject({ result: 'ROOM_ALREADY_EXISTS' })

  await cid.request('room.create', { name: 'Salt; Vinegar' })
  await bob.send('JOIN #salt;_vinegar')
  expect(await bob.sees(/^:bob!\S+ JOIN :?#[Ss]alt/u)).toMatch(/ JOIN :?#Salt;_Vinegar$/u)
})

test('[R-IRC-417] a nick is the name of one person, whatever their name is elsewhere', async () => {
  const alice = await actors.websocket(here.address, 'alice')
  const bob = await actors.irc(here.address, 'bob')
  const mallory = await actors.websocket(here.address, 'alice!x@y')
  const smith = await actors.websocket(here.address, 'Bob Smith')
  await mallory.say('I am alice')
  const line = await bob.sees(/I am alice$/u)
  expect(/^:([^! ]+)!([^@! ]+)@(\S+) PRIVMSG #Lobby :I am alice$/u.exec(line)?.[1]).toBe('alice！x＠y')

  await bob.send(
    'PRIVMSG alice！x＠y :that is not you',
    'PRIVMSG Bob_Smith :hello, Bob Smith',
    'PRIVMSG alice :hello, alice',
  )
  expect(await mallory.hears('that is not you')).toMatchObject({ from: 'bob' })
  expect(await smith.hears('hello, Bob Smith')).toMatchObject({ from: 'bob' })
  expect(await alice.hears('hello, alice')).toMatchObject({ from: 'bob' })

  await smith.request('message.send', { to: 'bob', body: 'hello, bob' })
  expect(await bob.hears('hello, bob')).toMatchObject({ from: 'Bob_Smith' })
  const other = new IrcActor(here.address, 'Bob_Smith')
  await other.send('NICK Bob_Smith', 'USER b 0 * :b')
  expect(await other.sees(/ 433 /u)).toContain('Bob_Smith')
})
