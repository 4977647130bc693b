// Verbs of making an account: REGISTER and VERIFY (IRCv3 account-registration).

import { type ErrorCode, refusalOf } from '@hubbub/protocol'

import type { Client } from '../../client.ts'
import type { Line } from '../../lines/line.ts'
import { serverLine } from '../../outbound/lines.ts'
import { passwordFits } from '../../registration/password.ts'
import { tellSignedIn } from '../../sasl/signed-in.ts'
import type { Verbs } from '../../verb.ts'

export const accountVerbs = {
  REGISTER: {
    when: 'any',
    paramsMin: 3,
    syntax: 'REGISTER <account> <email> <password>',
    says: ['Makes an account and signs you in. `*` as the account is your nick, `*` as the address is none.'],
    of: 'draft/account-registration',
    long: true,
    run: register,
  },
  VERIFY: {
    when: 'any',
    paramsMin: 2,
    syntax: 'VERIFY <account> <code>',
    says: ['Is never needed: accounts are there at once.'],
    of: 'draft/account-registration',
    run: (client, { params: [account = ''] }) =>
      client.standard('FAIL', 'VERIFY', 'INVALID_CODE', account, 'There is nothing to verify'),
  },
} satisfies Verbs

async function register(client: Client, { params: [said = '*', email = '*', password = ''] }: Line): Promise<void> {
  const name = said === '*' ? client.nick : said
  const trouble = await troubleWith(client, { name, email })
  if (trouble !== undefined) return client.standard('FAIL', 'REGISTER', trouble.code, name, trouble.says)
  try {
    const address = email === '*' ? {} : { email }
    const { account } = await client.session.do('person.register', { name, password, ...address })
    client.send(serverLine(client.server, 'REGISTER', ['SUCCESS', account, 'Account created']))
    tellSignedIn(client, account)
  } catch (cause) {
    const { code, message } = refusalOf(cause)
    client.standard('FAIL', 'REGISTER', codes[code] ?? 'TEMPORARILY_UNAVAILABLE', name, message)
  }
}

interface Trouble {
  readonly code: string
  readonly says: string
}

interface Asked {
  readonly name: string
  readonly email: string
}

async function troubleWith(client: Client, { name, email }: Asked): Promise<Trouble | undefined> {
  const { beforeConnect, emailRequired } = client.server.settings().accounts
  const early = !client.registered && !(beforeConnect && (await passwordFits(client)))
  if (early) return { code: 'COMPLETE_CONNECTION_REQUIRED', says: 'Connect first, then make an account' }
  if (name === '*') return { code: 'NEED_NICK', says: 'Say a nick first, or the name of the account' }
  const isMissing = email === '*' ? emailRequired : !/^[^\s@]+@[^\s@]+$/u.test(email)
  return isMissing ? { code: 'INVALID_EMAIL', says: 'That is no e-mail address' } : undefined
}

const codes: Partial<Record<ErrorCode, string>> = {
  'account-exists': 'ACCOUNT_EXISTS',
  'already-signed-in': 'ALREADY_AUTHENTICATED',
  'bad-input': 'UNACCEPTABLE_EMAIL',
  'name-confusing': 'BAD_ACCOUNT_NAME',
  'name-invalid': 'BAD_ACCOUNT_NAME',
  'name-reserved': 'ACCOUNT_EXISTS',
  'name-taken': 'USERNAME_EXISTS',
  'registration-closed': 'DISALLOWED',
  'too-long': 'UNACCEPTABLE_PASSWORD',
  'weak-password': 'WEAK_PASSWORD',
}
