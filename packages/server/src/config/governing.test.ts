// Proves what governs a running server, that it changes as a whole or not at all, and that nobody is dropped by it.

import { type World, world, type WorldOptions } from '@hubbub/testkit'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'

import { selfSigned } from '../edge/tls/self-signed.ts'
import type { SomeSettings } from '../settings.ts'
import type { Reread } from './governing.ts'

async function open(options: WorldOptions = {}): Promise<World> {
  const here = await world(options)
  onTestFinished(() => here.close())
  return here
}

/** The certificate that a newcomer is shown. */
async function shown({ address }: World): Promise<string> {
  const socket = connectTls({ ...address, rejectUnauthorized: false })
  onTestFinished(() => void socket.destroy())
  await once(socket, 'secureConnect')
  return socket.getPeerCertificate().fingerprint256
}

async function talker({ address }: World): Promise<Socket> {
  const socket = connect(address)
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  socket.write('hello\n')
  await once(socket, 'data')
  return socket
}

test('[R-TLS-9] the server shows the certificate that it tells of, the same after a restart', async () => {
  const here = await open()
  const { fingerprint, by } = here.server.certificate
  expect(await shown(here)).toBe(fingerprint)
  expect(by).toBe('itself')
  await here.restart()
  expect(await shown(here)).toBe(fingerprint)
})

test('[R-CONFIG-5] a rehash shows newcomers the new certificate, and who is there stays', async () => {
  const here = await open()
  const file = join(here.data, 'mine.pem')
  await writeFile(file, selfSigned({ name: 'one', hosts: ['localhost'], now: Date.now() }))
  let said: Reread = { file: 'hubbub.toml', tls: { cert: file, key: file }, waiting: [] }
  const governed = await open({ tls: { cert: file, key: file }, reread: () => said })
  const before = governed.server.certificate.fingerprint
  expect(await shown(governed)).toBe(before)
  const stays = await talker(governed)

  await writeFile(file, selfSigned({ name: 'two', hosts: ['localhost'], now: Date.now() }))
  expect(await governed.server.rehash()).toBe('hubbub.toml')
  expect(await shown(governed)).toBe(governed.server.certificate.fingerprint)
  expect(governed.server.certificate.fingerprint).not.toBe(before)

  said = { ...said, tls: { cert: file, key: join(here.data, 'none.pem') } }
  await expect(governed.server.rehash()).rejects.toThrow(/^tls\.key: ENOENT/u)
  expect(await shown(governed)).toBe(governed.server.certificate.fingerprint)

  stays.write('still here\n/who\n')
  await once(stays, 'data')
})

test('[R-CONFIG-5] what a rehash cannot change is said', async () => {
  const warned: object[] = []
  const log = { warn: (fields: object) => void warned.push(fields), error: () => {} }
  const settings: SomeSettings = { accounts: { hash: 'test-only' } }
  const here = await open({ log, reread: () => ({ settings, waiting: ['port'] }) })
  await here.server.rehash()
  expect(warned).toEqual([{ settings: ['port', 'accounts.hash'] }])
})

test('[R-CONFIG-6] cheap hashes are refused unless every address is of this machine alone', async () => {
  const settings: SomeSettings = { accounts: { hash: 'test-only' } }
  await open({ settings, host: 'localhost' })
  const says = 'accounts.hash: "test-only" protects nothing, so every address must be of this machine alone, and'
  await expect(world({ settings, host: '0.0.0.0' })).rejects.toThrow(`${says} 0.0.0.0:0 is not`)
  await expect(world({ settings, listen: ['0.0.0.0:0=frames'] })).rejects.toThrow(`${says} 0.0.0.0:0 is not`)
})

test('[R-CONFIG-6] a certificate that is not there keeps the server from starting', async () => {
  await expect(world({ tls: { cert: '/none.pem', key: '/none.pem' } })).rejects.toThrow(/^tls\.cert: ENOENT/u)
})
