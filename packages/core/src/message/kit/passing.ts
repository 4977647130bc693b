// What is told and not kept has a name all the same, by which wires can tell it from other things.

import type { Brain } from '../../brain.ts'

// As many characters of a secret as nobody finds by chance.
const ID_CHARS = 16

export function passing({ ports: { random, clock } }: Brain): { id: string; at: number } {
  return { id: random.secret().slice(0, ID_CHARS), at: clock.now() }
}
