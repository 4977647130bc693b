// Verbs of a connection: what it negotiates, who it is, and how it goes.

import type { Verbs } from '../../verb.ts'
import { accountVerbs } from './account.ts'
import { capVerbs } from './cap.ts'
import { registrationVerbs } from './registration.ts'
import { saslVerbs } from './sasl.ts'

export const connectionVerbs = { ...capVerbs, ...registrationVerbs, ...saslVerbs, ...accountVerbs } satisfies Verbs
