// Somebody connects and says nothing: nobody knows what they speak, so they hear nothing, unless the port itself tells.

import { actors } from '@hubbub/server/actors'
import { type World, world, type WorldOptions } from '@hubbub/testkit'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'

let here: World
let quiet: Socket

afterEach(async () => {
  quiet.destroy()
  await here.close()
})

/** A server, and somebody who has connected to its last address and is silent. */
async function silence(options: WorldOptions = {}): Promise<void> {
  here = await world({ clockInHand: true, ...options })
  const { port } = here.server.addresses.at(-1) ?? here.address
  quiet = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(quiet, 'connect')
}

/** Resolves with what the silent one receives, from now on, as soon as it contains `text`. */
function received(text: string): Promise<Buffer> {
  const { promise, resolve } = Promise.withResolvers<Buffer>()
  let all = Buffer.alloc(0)
  quiet.on('data', (bytes) => {
    all = Buffer.concat([all, bytes])
    if (all.includes(text)) resolve(all)
  })
  return promise
}

/** Two people who hear each other; whatever a silent client could have been sent has then been sent. */
async function conversation(): Promise<void> {
  const ann = await actors.websocket(here.address, 'ann')
  const bob = await actors['course-json'](here.address, 'bob')
  await ann.say('is anybody there?')
  await bob.hears('is anybody there?')
  await bob.say('only us')
  await ann.hears('only us')
  await ann.leave()
  await bob.leave()
}

test('[R-SCENE-5] a silent client gets nothing until it speaks, however long that takes', async () => {
  await silence()
  const welcome = received('Welcome')
  await conversation()
  here.clock?.advance(3_600_000)
  await conversation()
  expect(quiet.bytesRead).toBe(0)

  quiet.write('/nick quiet\n')
  expect(String(await welcome)).toMatch(/^\* Welcome/u)
})

test('[R-SCENE-5] on a port with a hint it listens in after one second', async () => {
  await silence({ listen: ['0=frames'] })
  // Whoever comes to the same port later and is answered came after the silent one was let in.
  await actors.frames({ host: '127.0.0.1', port: here.server.addresses.at(-1)?.port ?? 0 }, '')

  here.clock?.advance(999)
  await conversation()
  here.clock?.advance(1)
  const ann = await actors.websocket(here.address, 'ann2')
  const heard = received('now you hear')
  await ann.say('now you hear')

  expect(await heard).toEqual(Buffer.concat([Buffer.from('now you hear'), Buffer.alloc(20)]))
})
