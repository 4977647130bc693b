// session.hello: what this server is and which history it keeps.

import type { Handler } from '../brain.ts'

export const hello: Handler<'session.hello'> = ({ brain }) => {
  const { about, store, limits, policy } = brain.ports
  const { guests, registration } = policy()
  return {
    server: about.name,
    version: about.version,
    epoch: store.epoch,
    lobby: store.lobby.slug,
    file_bytes_max: limits.file_bytes_max,
    guests,
    registration,
  }
}
