// person.rename: somebody takes another name.

import { nameSkeleton, Refusal } from '@hubbub/protocol'

import type { Handler } from '../brain.ts'
import { personOf } from './people.ts'

export const rename: Handler<'person.rename'> = async ({ brain, session, person }, { name }) => {
  const was = person.author.name
  if (name === was) return { person: personOf(person) }
  const result = await brain.ports.store.renamePerson({ id: person.id, name, skeleton: nameSkeleton(name) })
  if (result !== 'renamed') throw new Refusal(result, name)
  const renamed = personOf({ ...person, author: { ...person.author, name } })
  brain.announce({ name: 'person.renamed', payload: { person: renamed, was }, to: 'everyone', origin: session.id })
  return { person: renamed }
}
