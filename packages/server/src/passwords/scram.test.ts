import { type Ear, testBrain } from '@hubbub/testkit'
import fc from 'fast-check'
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { expect, test } from 'vitest'

import { openPasswords } from '../passwords.ts'
import { openScram } from './scram.ts'

const secret = 'the secret of this server'
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest()
const code = (code: string) => expect.objectContaining({ code })

/** What a client says second, and what it expects to hear then (RFC 5802, 3). */
function prove(password: string, bare: string, serverFirst: string, header = 'n,,') {
  const [, nonce = '', salt = '', iterations] = /^r=([^,]+),s=([^,]+),i=(\d+)$/u.exec(serverFirst) ?? []
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(iterations), 32, 'sha256')
  const unproved = `c=${Buffer.from(header).toString('base64')},r=${nonce}`
  const message = `${bare},${serverFirst},${unproved}`
  const clientKey = hmac(salted, 'Client Key')
  const signature = hmac(sha256(clientKey), message)
  const proof = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0))).toString('base64')
  const answer = `v=${hmac(hmac(salted, 'Server Key'), message).toString('base64')}`
  return { final: `${unproved},p=${proof}`, answer }
}

test('[R-ACCOUNT-9] the exchange of RFC 7677, 3 is understood as it is written there', () => {
  const scram = openScram({ secret, nonce: () => '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0' })
  const salted = pbkdf2Sync('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'), 4096, 32, 'sha256')
  const keys = {
    salt: 'W22ZaJ0SNY7soEsUEjb6gQ==',
    iterations: 4096,
    storedKey: sha256(hmac(salted, 'Client Key')).toString('base64'),
    serverKey: hmac(salted, 'Server Key').toString('base64'),
  }
  const begun = scram.begin('n,,n=user,r=rOprNGfwEbeRWgbNEkqO')
  const challenge = begun?.answer(keys)
  expect(begun?.user).toBe('user')
  expect(challenge?.serverFirst).toBe(
    'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
  )
  const proof = 'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ='
  const final = `c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=${proof}`
  expect(challenge?.finish(final)).toBe('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')
  expect(challenge?.finish(final.replace('p=d', 'p=e'))).toBeUndefined()
  expect(challenge?.finish(final.replace('c=biws', 'c=eSws'))).toBeUndefined()
  expect(challenge?.finish(final.replace('%hv', '%hw'))).toBeUndefined()
})

test.each([
  ['y,,n=a=2Cb=3Dc,r=x', 'a,b=c'],
  ['n,a=user,n=user,r=x', 'user'],
  ['n,a=other,n=user,r=x', undefined],
  ['p=tls-unique,,n=user,r=x', undefined],
  ['n,,m=ext,n=user,r=x', undefined],
  ['n,,n=us=er,r=x', undefined],
  ['n,,n=,r=x', undefined],
  ['n,,n=user,r=', undefined],
  ['n,,n=user', undefined],
  ['c=biws,r=x,p=AAAA', undefined],
  ['', undefined],
])('[R-ACCOUNT-9] the client-first-message %j is of %j', (message, user) => {
  expect(openScram({ secret }).begin(message)?.user).toBe(user)
})

test('[R-ACCOUNT-9] an account that is not there is challenged the same each time, and nothing proves it', () => {
  const scram = openScram({ secret })
  const first = scram.begin('n,,n=nobody,r=x')?.answer(undefined)
  const salt = (text: string | undefined) => /s=([^,]+)/u.exec(text ?? '')?.[1]
  expect(salt(first?.serverFirst)).toBe(salt(scram.begin('n,,n=nobody,r=y')?.answer(undefined).serverFirst))
  expect(salt(first?.serverFirst)).not.toBe(salt(scram.begin('n,,n=somebody,r=y')?.answer(undefined).serverFirst))
  expect(first?.finish(prove('', 'n=nobody,r=x', first.serverFirst).final)).toBeUndefined()
})

test('[R-ACCOUNT-9] no message that is made up throws or proves anything', async () => {
  const { scram } = await openPasswords({ hash: 'test-only', secret }).secretOf('pencil')
  const words = fc.constantFrom('n,,', 'n=', 'r=', 'c=biws', ',', 'p=', 'a', '=2C', '=', 'AAAA', '\0', 'é')
  const message = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 12 }).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(message, message, (first, final) => {
      expect(openScram({ secret }).begin(first)?.answer(scram).finish(final)).toBeUndefined()
    }),
    { numRuns: 2_000 },
  )
})

async function signIn(ear: Ear, name: string, password: string) {
  const bare = `n=${name},r=nonce`
  const { message } = await ear.do('person.sign-in-scram', { message: `n,,${bare}` })
  const { final, answer } = prove(password, bare, message)
  return { answer, reply: await ear.do('person.sign-in-scram', { message: final }) }
}

test('[R-ACCOUNT-9] who knows the password signs in without sending it, and learns that the server knows it too', async () => {
  await using brain = await testBrain({ limits: { sign_in_attempts_max: 2 } })
  await brain.open().do('person.register', { name: 'alice', password: 'pencil' })
  const ear = brain.open()
  const { answer, reply } = await signIn(ear, 'alice', 'pencil')
  expect(reply).toEqual({ message: answer, account: 'alice' })
  expect(ear.session.account).toBe('alice')
  const guest = await brain.person('bob')
  await expect(signIn(guest, 'ALICE', 'pencil')).resolves.toMatchObject({ reply: { person: { account: 'alice' } } })
  const other = brain.open()
  await expect(other.do('person.sign-in-scram', { message: 'c=biws,r=x,p=AAAA' })).rejects.toEqual(code('bad-input'))
  await expect(signIn(other, 'alice', 'pencils')).rejects.toEqual(code('wrong-password'))
  await expect(signIn(other, 'nobody', 'pencil')).rejects.toEqual(code('wrong-password'))
  await expect(signIn(other, 'alice', 'pencils')).rejects.toEqual(code('wrong-password'))
  await expect(signIn(other, 'alice', 'pencil')).rejects.toEqual(code('too-many-attempts'))
})
