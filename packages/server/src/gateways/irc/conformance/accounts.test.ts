// Accounts: REGISTER and VERIFY (IRCv3 account-registration), and NickServ.

import type { World } from '@hubbub/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { bare, ircClient, IrcClient, ircWorld, only } from '../fixtures.ts'

let world: World
beforeAll(async () => void (world = await ircWorld()))
afterAll(() => world.close())

const fails = (lines: readonly string[]) => only(lines, 'FAIL').map((line) => line.split(' ').slice(1, 4).join(' '))

describe('REGISTER', () => {
  test('[R-IRC-40] before registration, under the nick that was said', async () => {
    await using ann = new IrcClient(world.address)
    ann.send('CAP LS 302', 'NICK a1ann', 'REGISTER * * sesame')
    expect(bare(await ann.until('REGISTER'))).toBe('REGISTER SUCCESS a1ann :Account created')
    ann.send('USER ann 0 * :Ann', 'CAP END')
    await ann.until('001')
    expect(only(await ann.say('WHOIS a1ann'), '330')).toEqual(['330 a1ann a1ann :is logged in as'])
  })

  test('[R-IRC-40] after registration, under any name', async () => {
    await using ann = await ircClient(world.address, 'a2ann')
    const told = await ann.say('REGISTER a2account ann@example.org sesame')
    expect(told.map(bare)[0]).toBe('REGISTER SUCCESS a2account :Account created')
  })

  test('[R-IRC-40] each refusal has its code', async () => {
    await using ann = await ircClient(world.address, 'a3ann')
    const told = await ann.say(
      'REGISTER * * x',
      'REGISTER * nowhere sesame',
      'REGISTER #x * sesame',
      'REGISTER NickServ * sesame',
    )
    expect(fails(told)).toEqual([
      'REGISTER WEAK_PASSWORD a3ann',
      'REGISTER INVALID_EMAIL a3ann',
      'REGISTER BAD_ACCOUNT_NAME #x',
      'REGISTER ACCOUNT_EXISTS NickServ',
    ])
    await using ben = await ircClient(world.address, 'a3ben')
    const again = await ben.say(
      'REGISTER a3ann * sesame',
      'REGISTER * * sesame',
      'REGISTER * * sesame',
      'VERIFY a3ben 1',
    )
    expect(fails(again)).toEqual([
      'REGISTER USERNAME_EXISTS a3ann',
      'REGISTER ALREADY_AUTHENTICATED a3ben',
      'VERIFY INVALID_CODE a3ben',
    ])
    await using eve = await ircClient(world.address, 'a3eve')
    expect(fails(await eve.say('REGISTER a3ben * sesame'))).toEqual(['REGISTER ACCOUNT_EXISTS a3ben'])
    await using nobody = new IrcClient(world.address)
    nobody.send('CAP LS', 'REGISTER * * sesame')
    expect(fails([await nobody.until('FAIL')])).toEqual(['REGISTER NEED_NICK *'])
  })

  test('[R-IRC-40] what the operator does not want is refused, and told in CAP', async () => {
    await using strict = await ircWorld({ settings: { accounts: { beforeConnect: false, emailRequired: true } } })
    await using ann = new IrcClient(strict.address)
    ann.send('CAP LS 302', 'NICK ann', 'REGISTER * * sesame')
    expect(await ann.until('CAP')).toContain(' draft/account-registration=custom-account-name,email-required ')
    expect(fails([await ann.until('FAIL')])).toEqual(['REGISTER COMPLETE_CONNECTION_REQUIRED ann'])
    ann.send('USER ann 0 * :Ann', 'CAP END')
    await ann.until('001')
    expect(fails(await ann.say('REGISTER * * sesame'))).toEqual(['REGISTER INVALID_EMAIL ann'])
    await using closed = await ircWorld({ settings: { accounts: { registration: false } } })
    await using ben = await ircClient(closed.address, 'ben')
    const told = await ben.say('CAP LS 302', 'REGISTER * * sesame')
    expect(told.join(' ')).not.toContain('account-registration')
    expect(fails(told)).toEqual(['REGISTER DISALLOWED ben'])
  })
})

describe('NickServ', () => {
  const notices = (lines: readonly string[]) => only(lines, 'NOTICE').map((line) => line.replace(/^NOTICE \S+ :/u, ''))

  test('[R-IRC-41] makes an account, and signs out and in again, by NS, NICKSERV and PRIVMSG', async () => {
    await using ann = await ircClient(world.address, 's1ann')
    const made = await ann.say('NS REGISTER sesame')
    expect(made[0]).toBe(':NickServ!services@irc.test NOTICE s1ann :Account created')
    expect(bare(made[1] ?? '')).toMatch(/^900 \S+ s1ann :You are now logged in as s1ann$/u)
    expect(only(await ann.say('PRIVMSG NickServ :LOGOUT'), '901')).toHaveLength(1)
    expect(notices(await ann.say('nickserv identify s1ann wrong'))).toEqual([
      'That is not the name and password of an account.',
    ])
    expect(notices(await ann.say('nickserv identify s1ann sesame'))).toEqual(['You are signed in as s1ann.'])
  })

  test('[R-IRC-41] changes the password, tells of the account, and gives the nick back', async () => {
    await using ann = await ircClient(world.address, 's2ann')
    await ann.say('NS REGISTER sesame', 'NICK s2away')
    expect(notices(await ann.say('NS PASSWD sesame barley', 'NS PASSWD sesame oats'))).toEqual([
      'Your password is changed.',
      'That is not the name and password of an account.',
    ])
    expect(notices(await ann.say('NS INFO'))[0]).toBe('Account: s2ann')
    expect(only(await ann.say('NS REGAIN'), 'NICK')).toEqual(['NICK s2ann'])
  })

  test('[R-IRC-41] names certificates', async () => {
    await using ann = await ircClient(world.address, 's3ann')
    const fingerprint = 'ab'.repeat(32)
    const told = await ann.say('NS REGISTER sesame', `NS CERT ADD ${fingerprint}`, 'NS CERT LIST', 'NS CERT DANCE')
    expect(notices(told).slice(1)).toEqual([
      'The certificate signs you in from now on.',
      fingerprint,
      '1 of your certificates sign you in.',
      'Write it so: CERT ADD [<fingerprint>] | DEL <fingerprint> | LIST',
    ])
  })

  test('[R-IRC-41] explains itself, and what operators may do to operators alone', async () => {
    await using ann = await ircClient(world.address, 's4ann')
    const told = notices(await ann.say('NS', 'NS HELP IDENTIFY', 'NS DANCE', 'NS SAREGISTER a b'))
    expect(told[0]).toMatch(/^NickServ: /u)
    expect(told.join('\n')).not.toContain('SAREGISTER <')
    expect(told.slice(-3)).toEqual([
      'IDENTIFY [<account>] <password> - Signs you in.',
      'There is no command DANCE. Say HELP to see all.',
      'There is no command SAREGISTER. Say HELP to see all.',
    ])
  })

  test('[R-IRC-42] passwords may be longer than a line leaves room for', async () => {
    await using ann = await ircClient(world.address, 's5ann')
    expect(notices(await ann.say(`NS REGISTER ${'x'.repeat(600)}`))).toEqual(['Account created'])
    await using again = await ircClient(world.address, 's5ann', { password: `s5ann:${'x'.repeat(600)}` })
    expect(only(await again.say('WHOIS s5ann'), '330')).toEqual(['330 s5ann s5ann :is logged in as'])
    await using ben = await ircClient(world.address, 's5ben')
    expect(only(await ben.say(`REGISTER * * ${'x'.repeat(600)}`), 'REGISTER')).toHaveLength(1)
  })
})
