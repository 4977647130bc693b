// server.accounts: an operator looks up people, here or not.

import type { Handler } from '../../brain.ts'

export const accounts: Handler<'server.accounts'> = async ({ brain }, query) => {
  const { store, clock } = brain.ports
  const found = await store.lookUp(query)
  const isHere = (id: number): boolean => brain.people.get(id) !== undefined
  return { people: found.map((one) => (isHere(one.id) ? { ...one, seenAt: clock.now() } : { ...one })) }
}
