// session.leave: somebody goes of their own will; there is nobody to wait for then.

import type { Handler } from '../brain.ts'

export const leave: Handler<'session.leave'> = ({ session }, { reason }) => {
  session.left = reason === undefined || reason === '' ? {} : { reason }
  session.afterReply(() => session.listener.end())
  return {}
}
