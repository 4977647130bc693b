// person.was: who had a name before.

import type { Handler } from '../brain.ts'

export const was: Handler<'person.was'> = ({ brain }, { name }) => ({ people: brain.past.called(name) })
