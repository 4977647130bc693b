// The client's ports as Node fills them: the built-in WebSocket, node:http, tus, timers and a hash.

import type { ClientOptions, Dial, Http, Sha256 } from '@hubbub/client'
import { limits } from '@hubbub/protocol'
import { createHash, randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

import { sendFile } from './tus.ts'

type NodePorts = Pick<ClientOptions, 'dial' | 'http' | 'sendFile' | 'clock' | 'random'>

export function nodePorts(): NodePorts {
  return {
    dial,
    http,
    sendFile,
    clock: { now: () => Date.now(), after: startTimer },
    random: { unit: () => Math.random(), id: () => randomBytes(9).toString('base64url') },
  }
}

// Unlike a server's, these timers keep the program running: while it waits to connect again there is nothing else.
function startTimer(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms)
  return () => clearTimeout(timer)
}

const dial: Dial = (url, ears) => {
  const socket = new WebSocket(url)
  let opened = false
  socket.addEventListener('open', () => {
    opened = true
    ears.opened()
  })
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') ears.heard(data)
  })
  socket.addEventListener('close', ({ reason }) => {
    if (opened) ears.closed(reason || 'the connection was closed')
    else void whyUnreachable(url).then((why) => ears.closed(why))
  })
  return { send: (said) => socket.send(said), close: () => socket.close() }
}

/** A WebSocket does not tell why it could not be opened; a bare connection does. */
async function whyUnreachable(url: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect({ host: hostname.replace(/^\[|\]$/gu, ''), port: Number(port) })
  socket.setTimeout(limits.connect_timeout_ms, () => resolve('no answer'))
  socket.on('connect', () => resolve('what answers there is not a hubbub server'))
  socket.on('error', (cause: NodeJS.ErrnoException) => resolve(reasons[cause.code ?? ''] ?? cause.message))
  const why = await promise
  socket.destroy()
  return why
}

const reasons: { readonly [code: string]: string } = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
}

const http: Http = ({ method, url, headers }) => {
  const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<Http>>>()
  const request = httpRequest(url, { method, headers })
  request.setTimeout(limits.request_timeout_ms, () => request.destroy(new Error('no answer')))
  request.on('error', reject)
  request.on('response', (response) => {
    resolve({ status: response.statusCode ?? 0, body: response, text: () => text(response) })
  })
  request.end()
  return promise
}

export function sha256(): Sha256 {
  const hash = createHash('sha256')
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.copy().digest('hex') }
}
