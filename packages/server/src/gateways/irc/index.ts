// The IRC wire: every IRC client, over TCP, TLS and WebSocket (wires/irc.md; RFC 1459, RFC 2812, IRCv3).

import type { Gateway, Outbound } from '../gateway.ts'
import { openIrc } from './door.ts'
import { rows } from './outbound/index.ts'

export const irc: Gateway = {
  wire: 'irc',
  speaks: 'every IRC client: WeeChat, irssi, senpai, The Lounge, catgirl, bots',
  howTo: ({ host, port }) => `An IRC client (WeeChat, irssi and all others): /server add hubbub ${host}/${port}`,
  // Events are encoded by form in ears.ts; of this table the docs take which are shown at all.
  outbound: Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [name, row === 'silent' ? 'silent' : () => null]),
  ) as Outbound<never>,
  fixed: { wire: 'irc' },
  open: openIrc,
}
