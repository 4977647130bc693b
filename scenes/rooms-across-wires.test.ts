// A room made on one wire is a room on the others: people are invited into it, talk in it, and talk in private beside it.

import { actors } from '@hubbub/server/actors'
import { type World, world } from '@hubbub/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'

let here: World

beforeEach(async () => {
  here = await world()
})
afterEach(() => here.close())

test('[R-SCENE-6] a course client makes a room and invites somebody with a browser', async () => {
  const ann = await actors['course-json'](here.address, 'ann')
  const marga = await actors.websocket(here.address, 'Margarethe')
  const newcomer = await ann.gets({ type: 'NEW_USER' })
  expect(newcomer['username']).toMatch(/^Marga\w*~[0-9a-z]+$/u)

  await ann.send({ type: 'NEW_ROOM', roomname: 'Tea & Cake' })
  await ann.send({ type: 'INVITE', roomname: 'Tea & Cake', usernames: [newcomer['username']] })
  const { room, by } = await marga.sees('room.invited')
  expect([room.name, room.kind, by.name]).toEqual(['Tea & Cake', 'invite-only', 'ann'])

  await marga.request('room.join', { room: room.slug })
  await ann.gets({ type: 'JOINED_ROOM', roomname: 'Tea & Cake', username: newcomer['username'] })
  await marga.request('message.send', { room: room.slug, body: 'Earl Grey?' })
  expect(await ann.hears('Earl Grey?')).toEqual({ from: newcomer['username'], text: 'Earl Grey?', room: 'Tea & Cake' })
  await ann.send({ type: 'ROOM_TEXT', roomname: 'Tea & Cake', text: 'With milk.' })
  expect(await marga.hears('With milk.')).toMatchObject({ from: 'ann', text: 'With milk.' })

  await ann.leave()
  expect((await marga.sees('room.left')).person.name).toBe('ann')
})

test('[R-SCENE-6] somebody with a browser makes rooms, and a course client finds the way in by their short names', async () => {
  const ann = await actors['course-json'](here.address, 'ann')
  const bob = await actors.websocket(here.address, 'bob')
  const name = 'The Society for Putting Things on Top of Other Things'
  const { room } = await bob.request('room.create', { name, kind: 'invite-only' })
  await bob.request('room.invite', { room: room.slug, people: ['ann'] })

  const { roomname } = await ann.gets({ type: 'INVITATION', username: 'bob' })
  expect(roomname).toMatch(/^TheSoc\w*~[0-9a-z]+$/u)
  await ann.send({ type: 'JOIN_ROOM', roomname })
  await ann.send({ type: 'ROOM_TEXT', roomname, text: 'on top' })
  expect(await bob.hears('on top')).toEqual({ from: 'ann', text: 'on top', room: name })
  await ann.send({ type: 'ROOM_USERS', roomname })
  expect(await ann.gets({ type: 'ROOM_USER_LIST' })).toMatchObject({
    roomname,
    users: { ann: 'ACTIVE', bob: 'ACTIVE' },
  })
})

test('[R-SCENE-6] nobody else hears what is said in a room by invitation', async () => {
  const ann = await actors['course-json'](here.address, 'ann')
  const others = [
    await actors['course-json'](here.address, 'bob'),
    await here.actor('websocket', 'cid'),
    await here.actor('plain', 'dan'),
    await here.actor('frames', ''),
    await here.actor('length-prefixed', 'eve'),
    await here.actor('irc', 'fay'),
  ]
  await ann.send({ type: 'NEW_ROOM', roomname: 'Attic' })
  await ann.send({ type: 'ROOM_TEXT', roomname: 'Attic', text: 'all alone' })
  await ann.say('the end')
  for (const other of others) {
    await other.hears('the end')
    expect(other.heard.filter(({ text }) => text.includes('all alone'))).toEqual([])
  }
})

test('[R-SCENE-7] a direct message goes from plain text to a course client, and the answer back; nobody else hears it', async () => {
  const ann = await actors['course-json'](here.address, 'ann')
  const bob = await here.actor('plain', 'Robert Longname')
  const cid = await here.actor('websocket', 'cid')

  await bob.say('/msg ann psst, are you there?')
  const said = await ann.hears('psst, are you there?')
  expect(said.from).toMatch(/^Rober\w*~[0-9a-z]+$/u)
  expect(ann.told.find(({ text }) => text === said.text)?.['type']).toBe('TEXT_FROM')

  await ann.send({ type: 'TEXT', username: said.from, text: 'always' })
  expect(await bob.hears('always')).toMatchObject({ from: 'ann' })
  await ann.say('the end')
  await cid.hears('the end')
  expect(cid.heard.map(({ text }) => text)).toEqual(['the end'])
})
