// Proves the whole server from outside: who is left in peace, who is let go, what stays after the end, and that the end comes.

import { type World, world, type WorldOptions } from '@hubbub/testkit'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'

/** Somebody with a bare socket. */
interface Caller {
  readonly socket: Socket
  received(): string
  /** Resolves once this has been received. */
  hears(text: string): Promise<void>
}

async function call(here: World, at: { port: number } = here.address): Promise<Caller> {
  const before = here.server.connections
  const socket = connect({ host: '127.0.0.1', port: at.port, noDelay: true, allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {}) // what broke is told by the close that follows
  let text = ''
  socket.on('data', (bytes) => (text += bytes.toString('latin1')))
  await once(socket, 'connect')
  while (here.server.connections === before) await setImmediate()
  return {
    socket,
    received: () => text,
    async hears(wanted) {
      while (!text.includes(wanted)) await once(socket, 'data')
    },
  }
}

const open = async (options?: WorldOptions): Promise<World> => {
  const here = await world(options)
  onTestFinished(() => here.close())
  return here
}

test('[R-EDGE-22] whoever says nothing is sent nothing, while others talk', async () => {
  const here = await open()
  const silent = await call(here)
  const talker = await call(here)
  const listener = await call(here)
  listener.socket.write('here\n')
  await listener.hears('Welcome')
  talker.socket.write('hello\nhow are you\n')
  await listener.hears('how are you')
  expect(silent.received()).toBe('')
})

test('[R-EDGE-23] on a hinted address whoever says nothing hears the others after a second', async () => {
  const here = await open({ listen: ['0=frames'], clockInHand: true })
  const [, hinted] = here.server.addresses
  if (hinted === undefined) throw new Error('two addresses were asked for')
  const silent = await call(here, hinted)
  here.clock?.advance(1_000)
  const talker = await call(here)
  talker.socket.write('hello\n')
  await silent.hears('hello')
  expect(silent.received().length % 32).toBe(0)
})

test('[R-EDGE-9] whoever does not read is let go, and nobody else notices', async () => {
  const here = await open({
    floodLimits: false,
    limits: { connection_send_bytes_max: 200_000, connection_close_ms: 50 },
  })
  const stuck = await call(here)
  stuck.socket.write('hello\n')
  await stuck.hears('Welcome')
  stuck.socket.pause()
  const talker = await here.actor('websocket', 'talker')
  const listener = await here.actor('websocket', 'listener')
  const long = 'x'.repeat(16_000)
  let said = 0
  while (here.server.connections === 3) {
    for (let count = 0; count < 20; count++) await talker.say(`${said++} ${long}`)
    await listener.hears(`${said - 1} ${long}`)
  }
  const numbers = listener.heard.map(({ text }) => text.split(' ')[0])
  expect(numbers.slice(-said)).toEqual(Array.from({ length: said }, (_, number) => String(number)))
})

test('[R-SERVER-9] what is not spoken here is refused in its own terms', async () => {
  const here = await open()
  const ssh = await call(here)
  ssh.socket.write('SSH-2.0-OpenSSH_9.2p1\r\n')
  await once(ssh.socket, 'end')
  expect(ssh.received()).toContain(`use a browser, or: nc 127.0.0.1 ${here.address.port}`)
})

test('[R-SERVER-10] the end: everybody is told, what was said is kept, the same folder can be opened again', async () => {
  const here = await open()
  const caller = await call(here)
  caller.socket.write('remember me\n/history\n')
  await caller.hears('remember me')
  const ended = once(caller.socket, 'end')
  caller.socket.on('end', () => caller.socket.end())
  await here.restart()
  await ended
  expect(caller.received()).toMatch(/stopping/u)

  const later = await call(here)
  later.socket.write('/history\n')
  await later.hears('remember me')
})

test('[R-SERVER-11] the end does not wait for those who do not let go', async () => {
  const here = await open({ limits: { shutdown_ms: 20 } })
  const caller = await call(here)
  caller.socket.write('hello\n')
  await caller.hears('Welcome')
  const silent = await call(here)
  await Promise.all([here.server.close(), once(caller.socket, 'end'), once(silent.socket, 'end')])
  expect(here.server.connections).toBe(0)
  await here.server.close() // twice is once
})

test('[R-SERVER-8] a server that cannot listen lets go of its folder', async () => {
  const here = await open()
  const data = `${here.data}/another`
  await expect(world({ data, port: here.address.port })).rejects.toThrow(/^cannot listen on /u)
  const second = await open({ data })
  expect(second.server.connections).toBe(0)
})

test('[R-SERVER-6] it tells its address and how to connect', async () => {
  const here = await open()
  expect(here.server.url).toBe(`http://127.0.0.1:${here.address.port}`)
  expect(here.server.howTos.join('\n')).toContain(`nc 127.0.0.1 ${here.address.port}`)
  expect(await (await fetch(`${here.server.url}/healthz`)).text()).toContain('ok')
})
