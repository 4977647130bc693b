// irc-framework has no types of its own: here is what is used of it.

import { createRequire } from 'node:module'

export interface MessageEvent {
  readonly nick: string
  readonly target: string
  readonly message: string
  /** Milliseconds, by the server's `time` tag. */
  readonly time?: number
  readonly batch?: { readonly id: string; readonly type: string; readonly params: readonly string[] }
}

interface Options {
  readonly host: string
  readonly port: number
  readonly nick: string
  readonly username: string
  readonly account: { readonly account: string; readonly password: string }
  readonly auto_reconnect: boolean
  readonly enable_echomessage: boolean
}

interface FrameworkClient {
  connect(options: Options): void
  on(event: 'privmsg', hear: (event: MessageEvent) => void): this
  on(event: 'userlist', hear: (event: { readonly channel: string }) => void): this
  on(event: 'registered' | 'socket close', hear: () => void): this
  join(channel: string): void
  say(target: string, text: string): void
  quit(reason: string): void
}

export const { Client } = createRequire(import.meta.url)('irc-framework') as {
  readonly Client: new () => FrameworkClient
}
