// Verbs about the server itself, and those of its services.

import type { Verbs } from '../../verb.ts'
import { helpVerbs } from './help.ts'
import { informationVerbs } from './information.ts'
import { serviceVerbs } from './services.ts'

export const serverVerbs = { ...informationVerbs, ...helpVerbs, ...serviceVerbs } satisfies Verbs
