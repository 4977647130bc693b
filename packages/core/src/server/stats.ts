// server.stats: how many are here.

import type { Reply } from '@hubbub/protocol'

import type { Brain, Handler } from '../brain.ts'

export const stats: Handler<'server.stats'> = ({ brain }) => statsOf(brain)

export function statsOf({ people, rooms, startedAt }: Brain): Reply<'server.stats'> {
  const here = Array.from(people)
  return {
    people: people.size,
    invisible: here.filter(({ invisible }) => invisible).length,
    operators: here.filter(({ operator }) => operator).length,
    rooms: Array.from(rooms).filter(({ kind }) => kind !== 'direct').length,
    most: people.most,
    startedAt,
  }
}
