// Proves what the operator does from the command line: hashes, accounts and certificates, and a server told to read again.

import { world } from '@hubbub/testkit'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'

import { endAll, hubbub, type Program } from './fixtures.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hubbub-operations-'))
})
afterEach(async () => {
  endAll()
  await rm(folder, { recursive: true })
})

/** A command that is given a password as the only line of its input. */
async function withPassword(
  password: string,
  ...args: string[]
): Promise<Program & { readonly code: number | string }> {
  const program = hubbub(args)
  program.type(`${password}\n`)
  program.endInput()
  return Object.assign(program, { code: await program.exit })
}

const said = (program: Program & { readonly code: number | string }) => ({
  code: program.code,
  out: program.stdout,
  err: program.stderr,
})

test('[R-CLI-40] hash-password prints what the configuration takes, and another each time', async () => {
  const [one, other] = await Promise.all([
    withPassword('correct horse', 'hash-password'),
    withPassword('correct horse', 'hash-password'),
  ])
  expect(one.code).toBe(0)
  expect(one.stdout).toMatch(/^\$argon2id\$v=19\$\S+\n$/u)
  expect(other.stdout).not.toBe(one.stdout)
  expect(said(await withPassword('x', 'hash-password'))).toEqual({
    code: 1,
    out: '',
    err: 'hubbub: a password has 4 characters or more\n',
  })
})

test('[R-CLI-41] user add makes an account before there is a server, and beside a running one', async () => {
  const data = join(folder, 'data')
  expect(said(await withPassword('correct horse', 'user', 'add', 'alice', '--data', data))).toEqual({
    code: 0,
    out: 'There is an account alice.\n',
    err: '',
  })
  const here = await world({ data })
  onTestFinished(() => here.close())
  expect((await withPassword('battery staple', 'user', 'add', 'Bob', '--data', data)).code).toBe(0)

  const signIn = here.server.chat.open(deaf, { resumable: false, backlog: 0 })
  expect(await signIn.do('person.sign-in', { account: 'alice', password: 'correct horse' })).toEqual({
    account: 'alice',
  })
  const another = here.server.chat.open(deaf, { resumable: false, backlog: 0 })
  expect(await another.do('person.sign-in', { account: 'bob', password: 'battery staple' })).toEqual({ account: 'Bob' })

  for (const [name, says] of [
    ['ALICE', 'there is an account ALICE already'],
    ['a,b', 'That cannot be a name.'],
  ] as const) {
    const refused = await withPassword('correct horse', 'user', 'add', name, '--data', data)
    expect(said(refused)).toEqual({ code: 1, out: '', err: `hubbub: ${says}\n` })
  }
})

test('[R-ADMIN-5] user add --operator and user grant make operators for good, beside a running server', async () => {
  const data = join(folder, 'data')
  expect(said(await withPassword('correct horse', 'user', 'add', 'root', '--operator', '--data', data))).toEqual({
    code: 0,
    out: 'There is an account root, an operator of the server.\n',
    err: '',
  })
  const here = await world({ data })
  onTestFinished(() => here.close())
  expect(here.server.claim).toBeUndefined()
  expect((await withPassword('battery staple', 'user', 'add', 'bob', '--data', data)).code).toBe(0)
  const isOperator = async (account: string, password: string) => {
    const session = here.server.chat.open(deaf, { resumable: false, backlog: 0 })
    await session.do('person.sign-in', { account, password })
    const { person } = await session.do('person.identify', {})
    session.end()
    await session.departed()
    return person.operator === true
  }
  expect(await isOperator('root', 'correct horse')).toBe(true)
  expect(await isOperator('bob', 'battery staple')).toBe(false)
  const grant = hubbub(['user', 'grant', 'BOB', '--data', data])
  expect([await grant.exit, grant.stdout]).toEqual([
    0,
    'BOB is an operator of the server from when they next sign in.\n',
  ])
  expect(await isOperator('bob', 'battery staple')).toBe(true)
  const wrong = hubbub(['user', 'grant', 'nobody', '--data', data])
  expect([await wrong.exit, wrong.stderr]).toEqual([1, 'hubbub: there is no account nobody\n'])
})

test('[R-ADMIN-2] a server without an operator prints the link that makes one, until somebody has used it', async () => {
  const data = join(folder, 'data')
  const line = /Make yourself the operator: (http:\/\/127\.0\.0\.1:\d+)\/claim\/([0-9a-f]{32})\n/u
  const serve = () => hubbub(['serve', '127.0.0.1', '0', '--data', data])
  const first = serve()
  const [, , claim] = await first.says(line)
  first.kill('SIGTERM')
  expect(await first.exit).toBe(0)
  const second = serve()
  expect((await second.says(line))[2]).toBe(claim)
  expect((await withPassword('correct horse', 'user', 'add', 'root', '--operator', '--data', data)).code).toBe(0)
  second.kill('SIGTERM')
  expect(await second.exit).toBe(0)
  const third = serve()
  await third.says(/TLS on the same port/u)
  third.kill('SIGTERM')
  expect(await third.exit).toBe(0)
  expect(third.stdout).not.toContain('/claim/')
})

test('[R-CONFIG-11] that link begins with the address that the operator has published', async () => {
  const config = join(folder, 'published.toml')
  await writeFile(config, 'url = "https://chat.example.org/"')
  const server = hubbub(['serve', '127.0.0.1', '0', '--data', join(folder, 'published'), '--config', config])
  await server.says(/Make yourself the operator: https:\/\/chat\.example\.org\/claim\/[0-9a-f]{32}\n/u)
  server.kill('SIGTERM')
  expect(await server.exit).toBe(0)
})

const deaf = {
  outlet: { audience: () => ({ add() {}, delete() {}, size: 0, post() {} }) },
  tell() {},
  drained: () => Promise.resolve(),
  end() {},
}

test('[R-CLI-42] key add lets a certificate sign in, also beside a running server', async () => {
  const here = await world()
  onTestFinished(() => here.close())
  const { data } = here
  const { selfSigned } = await import('@hubbub/server/parts')
  const pem = selfSigned({ name: 'alice', hosts: [], now: Date.now() })
  const file = join(folder, 'alice.pem')
  await writeFile(file, pem)
  expect((await withPassword('correct horse', 'user', 'add', 'alice', '--data', data)).code).toBe(0)
  const added = hubbub(['key', 'add', 'alice', file, '--data', data])
  expect(await added.exit).toBe(0)
  const [, certificate = ''] = /^alice can sign in with the certificate ([0-9a-f]{64})\.\n$/u.exec(added.stdout) ?? []
  const from = { address: '127.0.0.1', secure: true, certificate }
  const session = here.server.chat.open(deaf, { resumable: false, backlog: 0, from })
  expect(await session.do('person.sign-in', {})).toEqual({ account: 'alice' })

  const wrong = [
    [['key', 'add', 'nobody', file], 'there is no account nobody'],
    [['key', 'add', 'alice', join(folder, 'none.pem')], /^hubbub: Cannot read .*none\.pem/u],
  ] as const
  for (const [args, says] of wrong) {
    const program = hubbub([...args, '--data', data])
    expect(await program.exit).toBe(1)
    expect(program.stderr).toMatch(says)
  }
})

/** What somebody is told first who speaks IRC, up to the end of the message of the day. */
async function greeting(port: number, nick: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' })
  onTestFinished(() => void socket.destroy())
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  socket.write(`NICK ${nick}\r\nUSER u 0 * :u\r\n`)
  while (!/ (?:376|422) /u.test(text)) await once(socket, 'data')
  return text
}

test('[R-CLI-43] serve takes names, motd and certificates as flags, and HUP reads the file again', async () => {
  const config = join(folder, 'hubbub.toml')
  await writeFile(config, 'motd = "the first"\n')
  const flags = [
    '--data',
    join(folder, 'data'),
    '--config',
    config,
    '--name',
    'chat.example.org',
    '--network',
    'Example',
  ]
  const server = hubbub(['serve', '127.0.0.1', '0', ...flags])
  const [, port = ''] = await server.says(/listening on 127\.0\.0\.1:(\d+)/u)
  const [, fingerprint = ''] = await server.says(/certificate \(SHA-256\) (\S+)\n/u)
  const tls = connectTls({ port: Number(port), host: '127.0.0.1', rejectUnauthorized: false })
  onTestFinished(() => void tls.destroy())
  await once(tls, 'secureConnect')
  expect(tls.getPeerCertificate()).toMatchObject({ fingerprint256: fingerprint, subject: { CN: 'chat.example.org' } })

  expect(await greeting(Number(port), 'ann')).toMatch(/:chat\.example\.org 372 ann :.*the first/u)
  await writeFile(config, 'motd = "the second"\nflood_limits = false\n')
  server.kill('SIGHUP')
  await server.says(/read again/u, 'stderr')
  expect(server.stderr).toMatch(/"settings":\["flood_limits"\]/u)
  expect(await greeting(Number(port), 'bob')).toMatch(/ 372 bob :.*the second/u)

  await writeFile(config, 'mot = "the third"\n')
  server.kill('SIGHUP')
  await server.says(/mot: there is no such setting/u, 'stderr')
  expect(await greeting(Number(port), 'cat')).toMatch(/ 372 cat :.*the second/u)

  const began = performance.now()
  server.kill('SIGTERM')
  expect(await server.exit).toBe(0)
  expect(performance.now() - began).toBeLessThan(2_000)
})
