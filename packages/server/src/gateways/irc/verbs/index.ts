// Every verb of this wire, by the word it is written with.

import type { Verbs } from '../verb.ts'
import { channelVerbs } from './channels.ts'
import { connectionVerbs } from './connection/index.ts'
import { historyVerbs } from './history.ts'
import { messageVerbs } from './messages.ts'
import { metadataVerbs } from './metadata.ts'
import { modeVerbs } from './mode.ts'
import { monitorVerbs } from './monitor.ts'
import { operatorVerbs } from './operators.ts'
import { peopleVerbs } from './people.ts'
import { serverVerbs } from './server/index.ts'

export const verbs: Verbs = {
  ...connectionVerbs,
  ...serverVerbs,
  ...peopleVerbs,
  ...monitorVerbs,
  ...metadataVerbs,
  ...operatorVerbs,
  ...channelVerbs,
  ...modeVerbs,
  ...messageVerbs,
  ...historyVerbs,
}
