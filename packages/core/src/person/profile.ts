// person.profile: what somebody says of themselves, and how they want to be met.

import { type Input, Refusal } from '@hubbub/protocol'

import type { Handler, IdentifiedCall } from '../brain.ts'
import { admit, personOf } from './people.ts'

type Profile = Input<'person.profile'>

export const profile: Handler<'person.profile'> = (call, input) => {
  const { brain, session, person } = call
  if (input.admit !== undefined) admitOrNot(call, input.admit)
  // Nobody else is told of these two: they are asked for where somebody is listed or written to.
  person.invisible = input.invisible ?? person.invisible
  person.accountsOnly = input.accountsOnly ?? person.accountsOnly
  const { about, bot } = { about: input.about ?? person.about, bot: input.bot ?? person.bot }
  if (about === person.about && bot === person.bot) return { person: personOf(person) }
  const changed = personOf({ ...person, about, bot })
  brain.announce({ name: 'person.profile', payload: { person: changed }, to: 'everyone', origin: session.id })
  return { person: changed }
}

function admitOrNot({ brain, person }: IdentifiedCall, { name, on }: NonNullable<Profile['admit']>): void {
  const one = brain.people.find(name)
  if (one === undefined) throw new Refusal('no-such-person', name)
  if (on) admit(person, one.id, brain.ports.limits)
  else person.admitted.delete(one.id)
}
