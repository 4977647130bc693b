// session.ping: a sign of life.

import type { Handler } from '../brain.ts'

export const ping: Handler<'session.ping'> = ({ brain }) => ({ at: brain.ports.clock.now() })
