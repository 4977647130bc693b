// person.status: somebody is active, away or busy, and may say why.

import type { Handler } from '../brain.ts'
import { personOf } from './people.ts'

export const status: Handler<'person.status'> = ({ brain, session, person }, { status: wanted, message }) => {
  const away = wanted === 'ACTIVE' || message === '' ? undefined : message
  const changed = personOf({ ...person, status: wanted, away })
  if (person.status !== wanted || person.away !== away) {
    brain.announce({ name: 'person.status', payload: { person: changed }, to: 'everyone', origin: session.id })
  }
  return { person: changed }
}
