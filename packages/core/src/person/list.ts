// person.list: who is here.

import type { Handler } from '../brain.ts'
import { personOf } from './people.ts'

export const list: Handler<'person.list'> = ({ brain }) => ({ people: Array.from(brain.people, personOf) })
