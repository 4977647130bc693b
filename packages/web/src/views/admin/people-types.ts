// Whom operators look at.

import type { Reply } from '@hubbub/protocol'

export type LookedUp = Reply<'server.accounts'>['people'][number]

/** The person whose messages are looked at. */
export type Whose = Pick<LookedUp, 'id' | 'name'> | undefined
