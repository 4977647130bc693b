// What members of a channel are, in signs before their nick (ISUPPORT PREFIX; IRCv3 multi-prefix).

import type { Role } from '@hubbub/protocol'

import type { CapabilityName } from '../offers/capabilities.ts'

/** From most to least. Owners are operators of the channel here: many clients know no other sign. A moderator may all that a voice may. */
const prefixes = { owner: '@+', moderator: '@+', voice: '+', member: '' } satisfies Record<Role, string>

/** The highest; all that apply for those who asked for them. */
export function prefixesOf(role: Role | undefined, has: ReadonlySet<CapabilityName>): string {
  const all = prefixes[role ?? 'member']
  return has.has('multi-prefix') ? all : all.slice(0, 1)
}
