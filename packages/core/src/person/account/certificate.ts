// person.certificate: somebody names the TLS client certificates that prove who they are.

import { type Input, Refusal } from '@hubbub/protocol'

import type { Handler, IdentifiedCall } from '../../brain.ts'
import type { StoredAccount } from '../../ports.ts'

export const certificate: Handler<'person.certificate'> = async (call, input) => {
  await acts[input.act](call, await ownAccount(call), input)
  return { fingerprints: [...(await ownAccount(call)).certificates] }
}

type Act = Input<'person.certificate'>['act']
type Do = (call: IdentifiedCall, account: StoredAccount, input: Input<'person.certificate'>) => Promise<void>

const acts = {
  add: async (call, { person, certificates }, input) => {
    const { store, clock, limits } = call.brain.ports
    const fingerprint = fingerprintOf(call, input)
    if (certificates.includes(fingerprint)) return
    if (certificates.length >= limits.certificates_per_account_max) throw new Refusal('too-many', fingerprint)
    const result = await store.addCertificate({ person, fingerprint, at: clock.now() })
    if (result === 'taken') throw new Refusal('bad-input', fingerprint)
  },
  remove: async (call, { person }, input) => {
    await call.brain.ports.store.removeCertificate({ person, fingerprint: fingerprintOf(call, input) })
  },
  list: async () => undefined,
} satisfies Record<Act, Do>

async function ownAccount({ brain, person }: IdentifiedCall): Promise<StoredAccount> {
  const account =
    person.author.account === undefined ? undefined : await brain.ports.store.findAccount({ person: person.id })
  if (account === undefined) throw new Refusal('not-signed-in')
  return account
}

function fingerprintOf({ session }: IdentifiedCall, { fingerprint }: Input<'person.certificate'>): string {
  const given = fingerprint ?? session.options.from?.certificate ?? ''
  const plain = given.replaceAll(':', '').toLowerCase()
  if (!/^[0-9a-f]{64}$/u.test(plain)) throw new Refusal('bad-input', 'fingerprint')
  return plain
}
