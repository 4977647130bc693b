// person.list: who is here, but for those who do not want to be listed.

import type { Brain, Handler } from '../brain.ts'
import { personOf, type Present } from './people.ts'

export const list: Handler<'person.list'> = ({ brain, person }) => ({
  people: Array.from(brain.people)
    .filter((one) => mayList(brain, person, one))
    .map(personOf),
})

/** The invisible are listed to themselves, to operators and to those they share a room with, other than the lobby. */
function mayList({ ports }: Brain, asker: Present, one: Present): boolean {
  if (!one.invisible || one.id === asker.id || asker.operator) return true
  return one.rooms.values().some((slug) => slug !== ports.store.lobby.slug && asker.rooms.has(slug))
}
