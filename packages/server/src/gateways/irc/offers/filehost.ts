// Where an IRC client keeps files whose address it then tells (ISUPPORT FILEHOST; IRCv3 filehost).

import { isLoopback } from '../../../edge/origin/origin.ts'
import { siteAt } from '../../kit/address.ts'
import type { Client } from '../client.ts'

/**
 * By the way that the client has come itself: over TLS to those who came over TLS. Its password is to go there, so from
 * another machine in the clear there is none.
 */
export function filehostOf({ connection, at }: Pick<Client, 'connection' | 'at'>): string | null {
  if (connection.encrypted) return `${siteAt(at, 'https')}/files`
  const isHere = isLoopback(connection.origin.address) && (isLoopback(at.host) || at.host === 'localhost')
  return isHere ? `${siteAt(at, 'http')}/files` : null
}
