// Takes TLS off a connection: what comes out is a socket again, for detection to begin anew, inside.

import type { Socket } from 'node:net'
import { type SecureContext, TLSSocket } from 'node:tls'

import type { ConnectionPorts } from '../connection.ts'
import { setWhence, whenceOf } from '../origin/origin.ts'

export interface TlsPorts extends ConnectionPorts {
  readonly context: SecureContext
}

/** What clients may ask for by ALPN; who asks for something else only is refused. */
const protocols = ['irc', 'http/1.1']

/** `done` gets the socket inside once the handshake is over; a handshake that fails or stalls costs the connection. */
export function encrypt(socket: Socket, ports: TlsPorts, done: (inside: TLSSocket) => void): void {
  if (socket.destroyed) return
  const { origin, port } = whenceOf(socket)
  socket.pause() // what it has read already is taken from it, and would flow away in the meantime
  const inside = new TLSSocket(socket, {
    isServer: true,
    secureContext: ports.context,
    ALPNProtocols: protocols,
    // Who has a certificate may sign in with it; that it is known to nobody does not matter.
    requestCert: true,
    rejectUnauthorized: false,
  })
  const cut = (): void => void inside.destroy()
  const cancel = ports.clock.after(ports.limits.tls_handshake_ms, cut)
  const broken = (error: Error): void => {
    ports.log.debug?.({ remote: origin.address, error: error.message }, 'TLS failed; the connection is cut')
    inside.destroy()
  }
  socket.on('error', broken)
  inside.on('error', broken)
  inside.on('_tlsError', broken)
  inside.once('close', cancel)
  // Nothing can come before the handshake is over, but the end.
  inside.once('end', cut).resume()
  inside.once('secure', () => {
    cancel()
    inside.off('end', cut)
    setWhence(inside, { origin: { ...origin, secure: true, ...certificateOf(inside) }, port })
    done(inside)
  })
}

/** As accounts know it: SHA-256, lower-case hex. */
function certificateOf(socket: TLSSocket): { readonly certificate?: string } {
  const fingerprint = socket.getPeerX509Certificate()?.fingerprint256
  return fingerprint === undefined ? {} : { certificate: fingerprint.replaceAll(':', '').toLowerCase() }
}
