// What stands around every proof of who somebody is: how often it may be tried, and what follows when it holds.

import { nameSkeleton, type Person, Refusal } from '@hubbub/protocol'

import type { Call, IdentifiedCall } from '../../brain.ts'
import type { StoredAccount } from '../../ports.ts'
import { refuseBanned } from '../../server/newcomers.ts'
import { networkOf } from '../kit/origin.ts'
import { personOf } from '../people.ts'
import { takeSeats } from './seats.ts'
import { becomeGuest, refuseQuiet } from './sign-out.ts'

/** Counts an attempt to be an account (or an operator), by its name and by where it comes from. */
export function attempt({ brain, session }: Call, subject: string): () => void {
  const { from } = session.options
  return brain.attempts.signIn.take(from === undefined ? [subject] : [subject, `from ${networkOf(from.address)}`])
}

export async function findAccount({ brain }: Call, name: string): Promise<StoredAccount | undefined> {
  return brain.ports.store.findAccount({ skeleton: nameSkeleton(name) })
}

/** The account of this name, if this is its password. */
export async function checkPassword(call: Call, name: string, password: string): Promise<StoredAccount> {
  const takeBack = attempt(call, `account ${nameSkeleton(name)}`)
  const account = await findAccount(call, name)
  const isRight = await call.brain.ports.passwords.verify(password, account?.secret?.hash)
  if (!isRight || account === undefined) throw new Refusal('wrong-password', name)
  takeBack()
  return account
}

export interface SignedIn {
  readonly account: string
  readonly person?: Person
}

/** From here on the session is of this account: at once, or as soon as it is said who is here. */
export async function signInto(call: Call, account: StoredAccount): Promise<SignedIn> {
  const { brain, session } = call
  const { present } = session
  await refuseBanned(brain, session, { name: present?.author.name ?? account.name, account: account.name })
  if (present === undefined) {
    session.prove(account)
    return { account: account.name }
  }
  refuseQuiet(call)
  if (present.id === account.person) return { account: account.name, person: personOf(present) }
  const person = present.author.account === undefined ? present : await becomeGuest({ ...call, person: present })
  return { account: account.name, person: await turnInto({ ...call, person }, account) }
}

/** The guest becomes the account, which may be here on another device already; their rooms are the account's too. */
function turnInto({ brain, session, person: guest }: IdentifiedCall, account: StoredAccount): Promise<Person> {
  const { store, clock, limits } = brain.ports
  return brain.people.turns.take(account.person, async () => {
    const here = brain.people.get(account.person)
    // Another session of the guest may have done it meanwhile.
    if (here !== undefined && session.present === here) return personOf(here)
    const sessions = guest.sessions.size + (here?.sessions.size ?? 0)
    if (sessions > limits.sessions_per_person_max) throw new Refusal('too-many')
    const { name } = guest.author
    const asked = here === undefined ? { name: { name, skeleton: nameSkeleton(name) } } : {}
    const stored = await store.signIn({ person: account.person, guest: guest.id, ...asked, at: clock.now() })
    const known = here ?? guest
    const operator = known.operator || stored.operator === true
    const person = personOf({ ...known, id: stored.id, author: stored, operator })
    // Whoever shows who comes by room needs to know the rooms.
    const memberships = await store.memberships(stored.id).catch(() => [])
    brain.people.expect(
      stored.id,
      memberships.map(({ room }) => room.slug),
    )
    const payload = { person, was: guest.author, ...(here === undefined ? {} : { merged: true as const }) }
    brain.announce({ name: 'person.signed-in', payload, to: 'everyone', origin: session.id })
    const one = brain.people.get(account.person)
    if (one !== undefined) await takeSeats(brain, one)
    return person
  })
}
