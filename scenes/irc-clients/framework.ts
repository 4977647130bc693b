// irc-framework, which The Lounge, Kiwi IRC and many bots are made of, in this process (wires/irc.md, class B).

import { Client, type MessageEvent } from './irc-framework.ts'

import type { Here, RealClient, Visit } from './client.ts'

/** Beside what every client shows, how each line came. */
export interface FrameworkHere extends Here {
  readonly heard: readonly MessageEvent[]
}

export const framework = {
  name: 'irc-framework',
  commands: [],
  come: (visit: Visit): Promise<FrameworkHere> => comeOf(visit),
} satisfies RealClient

async function comeOf({ port, nick, password, device, channel }: Visit): Promise<FrameworkHere> {
  const client = new Client()
  const heard: MessageEvent[] = []
  const waiting = new Set<() => void>()
  const inChannel = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  client.on('privmsg', (event) => {
    if (event.target !== channel) return
    heard.push(event)
    for (const look of waiting) look()
  })
  client.on('registered', () => client.join(channel))
  client.on('userlist', (event) => event.channel === channel && inChannel.resolve())
  client.on('socket close', () => {
    closed.resolve()
    inChannel.reject(new Error('the connection was closed'))
  })
  const account = { account: nick, password }
  const options = { auto_reconnect: false, enable_echomessage: true }
  client.connect({ host: '127.0.0.1', port, nick, username: `${nick}@${device}`, account, ...options })
  await inChannel.promise
  return {
    heard,
    shown: async () => heard.map(({ nick: from, message: text }) => ({ from, text })),
    shows: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (heard.some(({ message }) => message === text)) resolve(void waiting.delete(look))
        }
        waiting.add(look)
        look()
      }),
    says: async (text) => client.say(channel, text),
    leave: async () => {
      client.quit('bye')
      await closed.promise
    },
    drop: () => client.quit('bye'),
  }
}
