// The verb of modes: of a channel, or of oneself.

import { channelMode } from '../channels/modes.ts'
import { isChannel } from '../names.ts'
import { userMode } from '../modes/user-modes.ts'
import type { Verbs } from '../verb.ts'

export const modeVerbs = {
  MODE: {
    when: 'registered',
    paramsMin: 1,
    syntax: 'MODE <channel or nick> [<modes> [<parameters>]]',
    says: ['Tells or changes what a channel, or you yourself, are set to.'],
    run: (client, line) => (isChannel(line.params[0] ?? '') ? channelMode(client, line) : userMode(client, line)),
  },
} satisfies Verbs
