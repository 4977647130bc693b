// Our own wire: JSON frames over WebSocket, for our own clients. It begins as an HTTP upgrade of `/ws`.

import type { Gateway } from '../gateway.ts'
import { openDoor } from './door.ts'
import { outbound } from './outbound.ts'

export const websocket: Gateway = {
  wire: 'websocket',
  speaks: 'Our own clients, and whatever else likes JSON: one object a frame, at `/ws`.',
  howTo: ({ host, port }) => `A terminal: npm run hubbub -- chat ${host} ${port}`,
  outbound,
  open: openDoor,
}
