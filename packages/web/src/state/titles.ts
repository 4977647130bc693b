// What rooms are called on the screen: a direct room by the other person, who may be oneself.

import type { Room } from '@hubbub/protocol'

export function titleOf(
  { kind, name, people }: Pick<Room, 'kind' | 'name' | 'people'>,
  me: number | undefined,
): string {
  if (kind !== 'direct' || people === undefined) return name
  return people.find(({ id }) => id !== me)?.name ?? people[0]?.name ?? name
}
