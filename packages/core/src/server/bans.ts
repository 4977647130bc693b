// server.bans: who is kept off this server.

import type { Handler } from '../brain.ts'

export const bans: Handler<'server.bans'> = async ({ brain }) => {
  const { store, clock } = brain.ports
  return { bans: [...(await store.serverBans(clock.now()))] }
}
