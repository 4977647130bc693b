// FILEHOST: where IRC clients are told to keep files, and that they can (IRCv3 filehost; soju.im/FILEHOST).

import type { World } from '@hubbub/testkit'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request as requestTls } from 'node:https'
import { connect as connectPlain, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'

import { selfSigned } from '../../../edge/tls/self-signed.ts'
import { ircClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => {
  world = await ircWorld({ listen: ['127.0.0.1:0=irc+tls'], trustedProxies: ['127.0.0.1'] })
})
afterAll(() => world.close())

const port = () => world.address.port

/** What a client that has come this way is told, up to the end of the message of the day. */
async function welcome(socket: Socket, { first = '', nick = `f${socket.localPort}` } = {}): Promise<string> {
  let told = ''
  socket.setEncoding('utf8').on('data', (piece: string) => (told += piece))
  socket.write(`${first}CAP LS 302\r\nNICK ${nick}\r\nUSER f 0 * :F\r\nCAP END\r\n`)
  while (!told.includes(' 422 ')) await once(socket, 'data')
  socket.destroy()
  return told
}

/** The values of both tokens. */
function filehosts(told: string): string[] {
  return [...told.matchAll(/(?<= )(draft|soju\.im)\/FILEHOST=(\S+)/gu)].map(([, , value = '']) => value)
}

async function overTls(options: ConnectionOptions = {}): Promise<string[]> {
  const socket = connectTls({ host: '127.0.0.1', port: port(), rejectUnauthorized: false, ...options })
  await once(socket, 'secureConnect')
  return filehosts(await welcome(socket))
}

test('[R-IRC-500] a client on this machine is told an http address, and keeps a file there with its password', async () => {
  await using ann = await ircClient(world.address, 'ann')
  await ann.say('NS REGISTER secret')
  const [url = '', same] = filehosts((await ann.say('VERSION')).join('\n'))
  expect([url, same]).toEqual([`http://127.0.0.1:${port()}/files`, url])
  const headers = {
    'Authorization': `Basic ${btoa('ann:secret')}`,
    'Content-Disposition': 'attachment; filename=a.txt',
  }
  const kept = await fetch(url, { method: 'POST', body: 'hello', headers })
  expect(kept.status).toBe(201)
  const location = kept.headers.get('location') ?? ''
  expect(await (await fetch(location)).text()).toBe('hello')
  await using bob = await ircClient(world.address, 'bob')
  await ann.say(`PRIVMSG bob :${location}`)
  expect(only(await bob.sync(), 'PRIVMSG')).toEqual([`PRIVMSG bob :${location}`])
})

test('[R-IRC-500] over TLS it is an https address, by the name that the client asked for', async () => {
  const byAddress = `https://127.0.0.1:${port()}/files`
  const byName = `https://localhost:${port()}/files`
  expect(await overTls()).toEqual([byAddress, byAddress])
  expect(await overTls({ servername: 'localhost' })).toEqual([byName, byName])
})

test('[R-IRC-500] what is kept over TLS is told of as such', async () => {
  await using cat = await ircClient(world.address, 'cat')
  await cat.say('NS REGISTER secret')
  const [url = ''] = await overTls({ servername: 'localhost' })
  const asked = requestTls(url, { method: 'POST', auth: 'cat:secret', rejectUnauthorized: false }).end('hello')
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  expect(answer.statusCode).toBe(201)
  await text(answer)
  expect(answer.headers.location).toMatch(new RegExp(`^https://localhost:${port()}/files/[^/]+/file$`, 'u'))
})

test('[R-HTTP-42] who signs in by certificate on IRC does so here, and needs no password', async () => {
  const pem = selfSigned({ name: 'dan', hosts: [], now: Date.now() })
  const mine = { host: '127.0.0.1', port: port(), rejectUnauthorized: false, cert: pem, key: pem }
  const keep = async (options: object): Promise<number | undefined> => {
    const asked = requestTls({ ...mine, ...options, path: '/files', method: 'POST', agent: false }).end('hello')
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    await text(answer)
    return answer.statusCode
  }
  expect(await keep({})).toBe(401)
  const socket = connectTls(mine)
  await once(socket, 'secureConnect')
  socket.setEncoding('utf8').write('NICK dan\r\nUSER d 0 * :D\r\nNS REGISTER secret\r\nNS CERT ADD\r\nPING end\r\n')
  let told = ''
  while (!told.includes('PONG')) [told] = [told + String((await once(socket, 'data'))[0])]
  socket.destroy()
  expect(await keep({})).toBe(201)
  expect(await keep({ cert: undefined, key: undefined })).toBe(401)
})

test('[R-IRC-501] where IRC alone is spoken, the address is the main one', async () => {
  const irc = world.server.addresses[1]?.port ?? 0
  expect(irc).not.toBe(port())
  expect(await overTls({ port: irc })).toEqual(await overTls())
  const eve = connectTls({ host: '127.0.0.1', port: irc, rejectUnauthorized: false })
  await once(eve, 'secureConnect')
  let told = ''
  eve.setEncoding('utf8').on('data', (piece: string) => (told += piece))
  eve.write('NICK eve\r\nUSER e 0 * :E\r\nJOIN #lobby\r\n')
  while (!told.includes(' 366 ')) await once(eve, 'data')
  await fetch(`http://127.0.0.1:${port()}/rooms/lobby/files/a.txt`, { method: 'PUT', body: 'x' })
  while (!told.includes('a.txt')) await once(eve, 'data')
  eve.destroy()
  expect(told).toContain(`https://127.0.0.1:${port()}/files/`)
})

test('[R-IRC-500] from another machine in the clear there is none', async () => {
  const socket = connectPlain({ host: '127.0.0.1', port: port() })
  const told = await welcome(socket, { first: 'PROXY TCP4 192.0.2.7 192.0.2.8 4711 6667\r\n' })
  expect(told).toContain(' CASEMAPPING=ascii ')
  expect(filehosts(told)).toEqual([])
})

test('[R-IRC-500] who speaks TLS with a proxy in front is told an https address, never another', async () => {
  const header = '0d0a0d0a000d0a515549540a21110018c0000207c000020812672b67040001ff2000050100000000'
  const socket = connectPlain({ host: '127.0.0.1', port: port() })
  socket.write(Buffer.from(header, 'hex'))
  const told = filehosts(await welcome(socket))
  expect(told).toEqual([expect.stringMatching(/^https:/u), expect.stringMatching(/^https:/u)])
})

test.each([
  [{}, 'http://127.0.0.1:PORT/files'],
  [{ Host: 'chat.example.org', Origin: 'https://chat.example.org' }, 'https://chat.example.org/files'],
  [{ Host: 'chat.example.org:8080', Origin: 'https://chat.example.org:8080' }, 'https://chat.example.org:8080/files'],
  [{ Host: 'chat.example.org', Origin: 'http://chat.example.org' }, undefined],
  [{ Host: 'chat.example.org' }, undefined],
  [{ Host: 'localhost:1234' }, 'http://localhost:1234/files'],
])('[R-IRC-502] over WebSocket, whatever proxy is between, with %j it is %s', async (headers, url) => {
  const ws = new WebSocket(`ws://127.0.0.1:${port()}/`, ['text.ircv3.net'], { headers })
  let told = ''
  ws.on('message', (line: Buffer) => (told += `${line.toString()}\r\n`))
  await once(ws, 'open')
  for (const line of [`NICK w${url?.length ?? 0}${Object.keys(headers).length}`, 'USER w 0 * :W']) ws.send(line)
  while (!told.includes(' 422 ')) await once(ws, 'message')
  ws.terminate()
  expect(filehosts(told)[0]).toBe(url?.replace('PORT', String(port())))
})

test('[R-IRC-503] no line of tokens is longer than a line may be, whatever name and nick there are', async () => {
  const socket = connectTls({
    host: '127.0.0.1',
    port: port(),
    rejectUnauthorized: false,
    servername: `${'a'.repeat(60)}.`.repeat(4).slice(0, -1),
  })
  await once(socket, 'secureConnect')
  const told = await welcome(socket, { nick: '雨'.repeat(32) })
  const lines = told.split('\r\n').filter((line) => line.includes(' 005 '))
  expect(filehosts(told)).toHaveLength(2)
  for (const line of lines) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(510)
    expect(line.split(' ').slice(3, line.split(' ').indexOf(':are')).length).toBeLessThanOrEqual(13)
  }
})

test('[R-IRC-514] links to files lead where each client has come from: over TLS by https, else by http', async () => {
  const secure = connectTls({ ...world.address, rejectUnauthorized: false })
  await once(secure, 'secureConnect')
  const plain = connectPlain(world.address)
  const told = await Promise.all(
    [secure, plain].map(async (socket, at) => {
      let said = ''
      socket.setEncoding('utf8').on('data', (piece: string) => (said += piece))
      socket.write(`NICK link${at}\r\nUSER l 0 * :L\r\nJOIN #lobby\r\n`)
      while (!said.includes(' 366 ')) await once(socket, 'data')
      return () => said
    }),
  )
  await fetch(`${world.server.url}/rooms/lobby/files/linked.txt`, { method: 'PUT', body: 'x' })
  for (const [at, socket] of [secure, plain].entries()) {
    while (told[at]?.().includes('linked.txt') !== true) await once(socket, 'data')
    socket.destroy()
  }
  const linkIn = (said = ''): string =>
    / (https?:\/\/[^/]+)\/files\//u.exec(said.slice(said.indexOf('linked.txt')))?.[1] ?? ''
  expect(told.map((said) => linkIn(said()))).toEqual([`https://127.0.0.1:${port()}`, `http://127.0.0.1:${port()}`])
})

test('[R-IRC-514] the address that the operator has published is told to all, and taken anew by a rehash', async () => {
  let url = 'https://chat.example.org'
  const usual = { accounts: { hash: 'test-only' } } as const
  await using here = await ircWorld({
    settings: { url },
    trustedProxies: ['127.0.0.1'],
    reread: () => ({ settings: { ...usual, url }, waiting: [] }),
  })
  const far = connectPlain(here.address)
  expect(filehosts(await welcome(far, { first: 'PROXY TCP4 192.0.2.7 192.0.2.8 4711 6667\r\n' }))).toEqual([
    `${url}/files`,
    `${url}/files`,
  ])
  await using ann = await ircClient(here.address, 'ann')
  await ann.say('NS REGISTER secret', 'JOIN #lobby')
  await fetch(`${here.server.url}/rooms/lobby/files/a.txt`, { method: 'PUT', body: 'x' })
  expect((await ann.until('PRIVMSG')).split('): ')[1]).toMatch(/^https:\/\/chat\.example\.org\/files\//u)
  const headers = { Authorization: `Basic ${btoa('ann:secret')}` }
  const kept = await fetch(`${here.server.url}/files`, { method: 'POST', body: 'hello', headers })
  expect(kept.headers.get('location')).toMatch(/^https:\/\/chat\.example\.org\/files\//u)

  // In the clear no password is to be sent anywhere, whatever the operator publishes.
  url = 'http://chat.example.org'
  await here.server.rehash()
  expect(filehosts((await ann.sync()).join('\n'))).toEqual(Array(2).fill(`http://127.0.0.1:${here.address.port}/files`))
  const secure = connectTls({ ...here.address, rejectUnauthorized: false })
  onTestFinished(() => void secure.destroy())
  await once(secure, 'secureConnect')
  expect(filehosts(await welcome(secure))).toEqual(Array(2).fill(`https://127.0.0.1:${here.address.port}/files`))
})
