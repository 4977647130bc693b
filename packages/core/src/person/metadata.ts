// person.metadata: what is noted about a person, by key: read by all, set by themselves and by operators.

import { nameSkeleton, type Person, Refusal } from '@hubbub/protocol'

import type { Brain, Handler, IdentifiedCall } from '../brain.ts'
import { recordAct } from '../server/record.ts'
import { personOf } from './people.ts'

export const metadata: Handler<'person.metadata'> = async (call, { name, set = {} }) => {
  const { store, limits } = call.brain.ports
  const subject = name === undefined ? personOf(call.person) : await subjectOf(call.brain, name)
  const changes = Object.entries(set)
  if (changes.length > limits.metadata_keys_per_subject_max) throw new Refusal('too-many', subject.name)
  if (changes.length > 0 && subject.id !== call.person.id) checkOperator(call, subject, changes)
  for (const change of changes) await setOne(call, subject, change)
  return { values: { ...(await store.metadata({ person: subject.id })) } }
}

/** Somebody who is here, or an account. */
async function subjectOf({ people, ports }: Brain, name: string): Promise<Person> {
  const one = people.find(name)
  if (one !== undefined) return personOf(one)
  const account = await ports.store.findAccount({ skeleton: nameSkeleton(name) })
  if (account === undefined) throw new Refusal('no-such-person', name)
  const here = people.get(account.person)
  if (here !== undefined) return personOf(here)
  return { id: account.person, name: account.name, account: account.name, status: 'OFFLINE' }
}

type Change = readonly [key: string, value: string | null]

function checkOperator(call: IdentifiedCall, subject: Person, changes: readonly Change[]): void {
  if (!call.person.operator) throw new Refusal('not-allowed', subject.name)
  recordAct(call, { act: 'person.metadata', subject: subject.name, detail: changes.map(([key]) => key).join(' ') })
}

async function setOne(
  { brain, session, person }: IdentifiedCall,
  subject: Person,
  [key, value]: Change,
): Promise<void> {
  const result = await brain.ports.store.setMetadata({ of: { person: subject.id }, key, value })
  if (result === 'too-many') throw new Refusal('too-many', key)
  const payload = { person: subject, key, value, by: person.author }
  brain.announce({ name: 'person.metadata', payload, to: 'everyone', origin: session.id })
}
