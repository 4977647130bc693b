// Tests of accounts, moderation and changed messages on plain text, over real sockets.

import { type World, world } from '@hubbub/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { RawClient } from '../kit/fixtures.ts'
import { websocketActor } from '../websocket/actor.ts'

let place: World
beforeAll(async () => void (place = await world({ floodLimits: false })))
afterAll(() => place.close())

const help = '/help shows what else there is.\n'
const password = 'correct horse'

async function opening(line: string): Promise<RawClient> {
  const one = new RawClient(place.address)
  await one.write(`${line}\n`)
  await one.receives(help)
  return one
}

/** Somebody with an account, who has gone again. */
async function account(name: string): Promise<void> {
  await using one = await opening(`/nick ${name}`)
  await one.write(`/register ${password}\n/quit\n`)
  expect(String(await one.ended())).toContain(`* ${name} is your account now, and you have signed in to it\n* Bye\n`)
}

test('[R-PLAIN-20] a first line `/login NAME PASSWORD` is who one is, and nobody hears of a guest', async () => {
  await account('anna')
  await using ben = await opening('/nick ben')
  await using anna = await opening(`/login anna ${password}`)
  expect(anna.text).toBe(
    `* You have signed in to the account anna\n* Welcome to hubbub, anna. What you type is said in the lobby.\n* /nick NAME takes another name, ${help}`,
  )
  await anna.write('hello\n')
  const heard = String(await ben.receives('hello\n'))
  expect(heard).toContain('* anna is here\n<anna> hello\n')
  expect(heard).not.toContain('guest')
})

test('[R-PLAIN-20] [R-PLAIN-21] who cannot sign in is a guest, is told so, and reads no password', async () => {
  await account('berta')
  await using eve = await opening('/login berta battery staple')
  expect(eve.text).toMatch(/^! That is not the name and password of an account\.\n\* Welcome to hubbub, guest\d+\./u)
  await using nick = await opening('/nick berta')
  expect(nick.text).toMatch(/^! That name belongs to an account; sign in to use it\.\n/u)
  await nick.write(`/password ${password} other\n/register x\n/login berta\n/oper admin ${password}\n/who\n`)
  await nick.receives('* Here: ')
  expect(eve.text + nick.text).not.toMatch(/battery|staple|correct|horse/u)
})

test('[R-PLAIN-19] somebody who signs in later is told of under their new name', async () => {
  await account('clara')
  await using ben = await opening('/nick bernd')
  await using clara = await opening('/nick someone')
  await clara.write(`/login clara ${password}\n/nick clara\n/logout\n`)
  const signedOut = /\* You have signed out\. You are (\S+)\n/u
  await clara.receives('* You have signed out. You are ')
  expect(clara.text).toContain(
    '* You have signed in to the account clara\n* You are someone; /nick clara takes its name\n* You are now clara\n',
  )
  const [, guest = ''] = signedOut.exec(clara.text) ?? []
  expect(guest).not.toBe('')
  await ben.receives(`* someone is here\n* someone is now clara\n* clara is now ${guest}\n`)
})

test('[R-PLAIN-16] what moderators do is told to the room, and who is sent out is in the lobby again', async () => {
  await using ann = await opening('/nick ann')
  await using bob = await opening('/nick bob')
  await ann.write('/create Den\n')
  await ann.receives('You made den')
  await bob.write('/join Den\n')
  await bob.receives('You are in den')
  await ann.write('/role bob voice\n/topic Tea\n/mute eve\n/bans\n/kick bob too loud\n')
  await ann.receives('* You sent bob out of den\n')
  await bob.write('/where\nback\n')
  await bob.receives('* You are in lobby\n')
  expect(bob.text).toContain(
    '[den] * ann made bob a voice\n[den] * ann set the topic: Tea\n[den] * ann lets eve!*@* read and not speak\n[den] * ann sent bob out: too loud\n',
  )
  await ann.write('/whois bob\n')
  await ann.receives('* In: lobby\n')
  expect(ann.text).toContain('* bob is a voice of den now\n')
})

test('[R-PLAIN-16] [R-PLAIN-17] edits, reactions and what is taken back come from other wires as lines', async () => {
  await using ann = await opening('/nick anton')
  const bob = await websocketActor(place.address, 'bertha')
  const { seq } = await bob.request('message.send', { room: 'lobby', body: 'helo' })
  const entry = { room: 'lobby', seq }
  await bob.request('message.edit', { ...entry, body: 'hello' })
  await bob.request('message.react', { ...entry, text: '👍' })
  await bob.request('message.erase', entry)
  await bob.request('message.send', { room: 'lobby', body: 'waves', kind: 'action' })
  await bob.request('message.typing', { room: 'lobby', state: 'active' })
  await bob.request('message.send', { room: 'lobby', body: 'end' })
  const told = String(await ann.receives('> end\n'))
  expect(told.slice(told.indexOf('<bertha> helo'))).toBe(
    [
      '<bertha> helo',
      '* bertha corrects: hello',
      '* bertha reacted 👍 to a message of bertha',
      '* bertha took a message back',
      '* bertha waves',
      '<bertha> end',
      '',
    ].join('\n'),
  )
  await ann.write('/history 3\n/search waves\n/who\n')
  const read = String(await ann.receives('* Here: '))
  expect(read).toMatch(/\] <bertha> \(taken back\)\n\[\d\d:\d\d\] \* bertha waves\n\[\d\d:\d\d\] <bertha> end\n/u)
  expect(read).toMatch(/\* \d{4}-\d\d-\d\d \d\d:\d\d\n\[\d\d:\d\d\] \* bertha waves\n/u)
  bob.drop()
})
