// server.audit: what moderators and operators did, newest first.

import type { Handler } from '../brain.ts'

export const audit: Handler<'server.audit'> = async ({ brain }, { before, limit }) => ({
  acts: [...(await brain.ports.store.acts(before === undefined ? { limit } : { before, limit }))],
})
