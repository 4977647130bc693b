// Where an IRC client keeps files whose address it then tells (ISUPPORT FILEHOST; IRCv3 filehost).

import { isLoopback } from '../../../edge/origin/origin.ts'
import type { Settings } from '../../../settings.ts'
import { siteAt } from '../../kit/address.ts'
import type { Client } from '../client.ts'

/**
 * At the address that the operator has published, if that is one of TLS; else by the way that the client has come itself:
 * over TLS to those who came over TLS. Its password is to go there, so from another machine in the clear there is none.
 */
export function filehostOf(
  { connection, server }: Pick<Client, 'connection' | 'server'>,
  settings: Settings,
): string | null {
  if (settings.url?.startsWith('https:') === true) return `${settings.url}/files`
  const { local, encrypted, origin } = connection
  const at = { host: local.host, port: server.ports.pagesPort(local.port) }
  if (encrypted) return `${siteAt(at, 'https')}/files`
  const isHere = isLoopback(origin.address) && (isLoopback(at.host) || at.host === 'localhost')
  return isHere ? `${siteAt(at, 'http')}/files` : null
}
