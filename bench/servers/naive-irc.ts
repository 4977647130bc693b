// What hubbub is compared with on IRC: the same lines, without a store, sending each message to one listener after the other.

import { type AddressInfo, createServer, type Socket } from 'node:net'

import { serveParent } from './server.ts'

interface Speaker {
  readonly socket: Socket
  nick: string
}

const channels = new Map<string, Set<Speaker>>()

const verbs: { readonly [verb: string]: (speaker: Speaker, params: readonly string[], line: string) => void } = {
  NICK: (speaker, [nick = '']) => {
    speaker.nick = nick
  },
  USER: ({ socket, nick }) => void socket.write(`:naive 001 ${nick} :Welcome\r\n`),
  JOIN: (speaker, [channel = '']) => {
    const listeners = channels.get(channel) ?? new Set()
    channels.set(channel, listeners.add(speaker))
    speaker.socket.write(`:naive 366 ${speaker.nick} ${channel} :End of /NAMES list\r\n`)
  },
  PRIVMSG: (speaker, [channel = ''], line) => {
    const told = `:${speaker.nick}!bench@localhost ${line}\r\n`
    for (const listener of channels.get(channel) ?? []) if (listener !== speaker) listener.socket.write(told)
  },
}

const server = createServer({ noDelay: true }, (socket) => {
  const speaker: Speaker = { socket, nick: '' }
  let begun = ''
  socket.setEncoding('latin1')
  socket.on('data', (text: string) => {
    const lines = (begun + text).split('\r\n')
    begun = lines.pop() ?? ''
    for (const line of lines) {
      const [verb = '', ...params] = line.split(' ')
      verbs[verb]?.(speaker, params, line)
    }
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => channels.forEach((listeners) => listeners.delete(speaker)))
})
server.listen(0, '127.0.0.1', 4_096, () => {
  const { port } = server.address() as AddressInfo
  serveParent({ port, quietPort: 0 }, async () => void server.close())
})
