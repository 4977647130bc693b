// `/files`: where IRC clients keep files whose address they then tell (the FILEHOST token of ISUPPORT; IRCv3 filehost).

import { Refusal } from '@hubbub/protocol'
import type { Context } from 'hono'
import type { IncomingMessage } from 'node:http'

import { isEncrypted } from '../../../edge/origin/origin.ts'
import type { GatewayPorts } from '../../gateway.ts'
import { addressOf, siteAt } from '../../kit/address.ts'
import { isOwnPage } from '../../kit/origin.ts'
import { namedIn } from '../disposition.ts'
import { type Env, plain, refusalResponse } from '../responses.ts'
import { asAccount, origins } from '../speaker.ts'
import { bodyOf, declaredBytes, isForm } from '../upload.ts'
import { readBasic } from './basic.ts'

const howTo = 'Send the file itself as the body, not a form: curl -u NAME --data-binary @cat.png …/files\n'

/** How a client that has not said who it is may do so. */
const challenge = 'Basic realm="account", charset="UTF-8"'

/** What pages of allowed origins may do at `/files`. */
export const allowed = {
  methods: 'POST',
  sends: 'Authorization, Content-Type, Content-Disposition',
  reads: 'Location, Accept-Post, Retry-After',
}

/** `OPTIONS /files`: every type is taken. */
export function offer(): Response {
  return new Response(null, { status: 204, headers: { 'Allow': 'OPTIONS, POST', 'Accept-Post': '*/*' } })
}

/** `POST /files`: keeps the body for the account whose name and password, or certificate, come with it. */
export function keep(ports: GatewayPorts) {
  return async ({ env }: Context<Env, '/files'>): Promise<Response> => {
    try {
      return await keepFor(ports, env)
    } catch (cause) {
      if (cause instanceof Refusal) return refusalResponse(cause, challenge)
      throw cause
    }
  }
}

async function keepFor(ports: GatewayPorts, { incoming, outgoing }: Env['Bindings']): Promise<Response> {
  const { headers } = incoming
  if (!isOwnPage(headers, ports.origins)) throw new Refusal('not-allowed', headers.origin)
  if (isForm(incoming)) return plain(415, howTo)
  if (declaredBytes(incoming) > ports.limits.file_bytes_max) throw new Refusal('file-too-large')
  const named = readBasic(headers.authorization)
  if (named === undefined && headers.authorization !== undefined) throw new Refusal('wrong-password')
  const { file } = await asAccount(ports.chat, { named, from: origins.get(incoming.socket) }, (session) =>
    session.do('file.keep', { name: namedIn(headers['content-disposition']) ?? '' }, bodyOf(incoming, outgoing)),
  )
  return Response.json(
    { file },
    { status: 201, headers: { Location: `${ports.settings().url ?? siteOf(incoming)}${file.url}` } },
  )
}

/** `https://chat.example.org:11111`, as the client has reached us, whatever proxy is between: it pastes the location as it is. */
function siteOf({ socket, headers }: IncomingMessage): string {
  const { localAddress = 'localhost', localPort = 80 } = socket
  const scheme = isEncrypted(socket) || headers.origin?.startsWith('https:') === true ? 'https' : 'http'
  return siteAt(addressOf(headers.host, { host: localAddress, port: localPort }, scheme), scheme)
}
