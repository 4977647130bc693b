// Programs that people chat with take part in the play. Who is not installed is named, loudly, and passed over.

import { expect, test } from 'vitest'

import { catgirl } from './catgirl.ts'
import type { RealClient } from './client.ts'
import { irssi } from './irssi.ts'
import { play } from './play.ts'
import { isInstalled } from './program.ts'
import { weechat } from './weechat.ts'

const programs: readonly RealClient[] = [weechat, irssi, catgirl]

test.for(programs)(
  '[R-IRC-440] $name signs in, talks to a browser and to nc, and finds the fifty lines it missed once, on each of two devices',
  { timeout: 90_000 },
  async (client, { skip }) => {
    const missing = client.commands.filter((command) => !isInstalled(command)).join(' and ')
    if (missing !== '') {
      console.warn(`NOT TESTED WITH ${client.name.toUpperCase()}: ${missing} is not installed here`)
      skip(`${missing} is not installed`)
    }
    await expect(play(client)).resolves.toBeUndefined()
  },
)
