// NickServ: accounts, for clients that know no SASL and no REGISTER.

import { refusalOf } from '@hubbub/protocol'

import { nickOf } from '../names.ts'
import { splitDevice } from '../registration/registering.ts'
import { tellSignedIn, tellSignedOut } from '../sasl/signed-in.ts'
import { certificates } from './certificates.ts'
import { makeAccount } from './make-account.ts'
import type { Ask, Service } from './service.ts'

export const nickServ: Service = {
  name: 'NickServ',
  says: 'keeps your name for you. Accounts are made and signed in to here.',
  commands: {
    REGISTER: {
      syntax: 'REGISTER <password> [<email>]',
      says: 'Keeps the name that you have now for you.',
      paramsMin: 1,
      run: register,
    },
    IDENTIFY: { syntax: 'IDENTIFY [<account>] <password>', says: 'Signs you in.', paramsMin: 1, run: identify },
    LOGOUT: { syntax: 'LOGOUT', says: 'Makes you a guest again on this connection.', paramsMin: 0, run: logout },
    PASSWD: { syntax: 'PASSWD <old> <new>', says: 'Changes your password.', paramsMin: 2, run: passwd },
    INFO: { syntax: 'INFO [<account>]', says: 'Tells about an account.', paramsMin: 0, run: info },
    CERT: {
      syntax: 'CERT ADD [<fingerprint>] | DEL <fingerprint> | LIST',
      says: 'Names certificates that sign you in.',
      paramsMin: 1,
      run: (ask) => answered(ask, () => certificates(ask)),
    },
    REGAIN: { syntax: 'REGAIN', says: 'Gives you the nick of your account again.', paramsMin: 0, run: regain },
    GHOST: {
      syntax: 'GHOST <nick>',
      says: 'Is not needed: nobody else can use the nick of an account.',
      paramsMin: 0,
      run: ({ say }) =>
        say('Nobody else can use the nick of an account, and all your devices share it. REGAIN gives it to you.'),
    },
    SAREGISTER: {
      syntax: 'SAREGISTER <account> <password>',
      says: 'Makes an account for somebody.',
      paramsMin: 2,
      operator: true,
      run: saregister,
    },
  },
}

/** What is refused is said as a sentence. */
async function answered({ say }: Ask, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (cause) {
    say(refusalOf(cause).message)
  }
}

function register(ask: Ask): Promise<void> {
  const { client, say } = ask
  const [password = '', email] = ask.params
  return answered(ask, async () => {
    const { emailRequired } = client.server.settings().accounts
    if (emailRequired && email === undefined) return say('Write it so: REGISTER <password> <email>')
    const { account } = await client.session.do('person.register', {
      password,
      ...(email === undefined ? {} : { email }),
    })
    say('Account created')
    tellSignedIn(client, account)
  })
}

function identify(ask: Ask): Promise<void> {
  const { client, params, say } = ask
  const [named, password] = params.length === 1 ? [undefined, params[0]] : params
  const account = named === undefined ? {} : { account: splitDevice(named).name }
  return answered(ask, async () => {
    const signedIn = await client.session.do('person.sign-in', { ...account, password })
    say(`You are signed in as ${signedIn.account}.`)
    tellSignedIn(client, signedIn.account)
  })
}

function logout(ask: Ask): Promise<void> {
  const { client, say } = ask
  return answered(ask, async () => {
    await client.session.do('person.sign-out', {})
    say('You are a guest again.')
    tellSignedOut(client)
  })
}

function passwd(ask: Ask): Promise<void> {
  const { client, params, say } = ask
  return answered(ask, async () => {
    await client.session.do('person.password', { old: params[0] ?? '', new: params[1] ?? '' })
    say('Your password is changed.')
  })
}

function info(ask: Ask): Promise<void> {
  const { client, params, say } = ask
  return answered(ask, async () => {
    const asked = params[0] === undefined ? {} : { name: params[0] }
    const { account, registeredAt, seenAt, here } = await client.session.do('person.account', asked)
    say(`Account: ${account}`)
    say(`Made: ${new Date(registeredAt).toUTCString()}`)
    say(here ? 'Here now' : `Last here: ${new Date(seenAt).toUTCString()}`)
  })
}

function regain(ask: Ask): Promise<void> {
  const { client, say } = ask
  return answered(ask, async () => {
    const { account } = client.session
    if (account === undefined) return say('You have not signed in.')
    await client.session.do('person.rename', { name: account })
    say(`You are ${nickOf({ name: account })}.`)
  })
}

function saregister(ask: Ask): Promise<void> {
  const [name = '', password = ''] = ask.params
  return answered(ask, async () =>
    ask.say(`The account ${await makeAccount(ask.client.server, { name, password })} is made.`),
  )
}
