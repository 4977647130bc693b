// person.status: somebody is active, away or busy.

import type { Handler } from '../brain.ts'
import { personOf } from './people.ts'

export const status: Handler<'person.status'> = ({ brain, session, person }, { status: wanted }) => {
  const changed = { ...personOf(person), status: wanted }
  if (person.status !== wanted) {
    brain.announce({ name: 'person.status', payload: { person: changed }, to: 'everyone', origin: session.id })
  }
  return { person: changed }
}
