// `hubbub chat`: a conversation in lines, on a terminal or in a pipe.

import { type Client, ClientError } from '@hubbub/client'
import { limits } from '@hubbub/protocol'

import { type Address, showAddress } from './client/address.ts'
import { Receiving } from './chat/receiving.ts'
import { Talk } from './chat/talk.ts'
import { isSecret } from './chat/typed.ts'
import { View } from './chat/view.ts'
import { clientAt, firstLive } from './client/connect.ts'
import { enterRoom, lobbyOf } from './client/rooms.ts'
import { type Run, takeUp } from './client/unfinished.ts'
import { endWithOutput } from './output.ts'
import { harmless } from './terminal/harmless.ts'
import { openScreen } from './terminal/open-screen.ts'
import type { Screen } from './terminal/screen.ts'

export interface ChatOptions {
  readonly name?: string
  readonly room?: string
  readonly save: string | false
  readonly images: boolean
  readonly plain: boolean
}

/** Resolves with the exit code. */
export async function chat(address: Address, options: ChatOptions): Promise<number> {
  endWithOutput()
  const stop = Promise.withResolvers<'interrupted'>()
  const interrupt = interruption(() => stop.resolve('interrupted'))
  const screen = openScreen(process, { plain: options.plain, interrupted: interrupt, isSecret })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
  try {
    const client = await Promise.race([enter(screen, address, options.name), stop.promise])
    if (client === 'interrupted') return 0
    return await converse({ client, screen, address, options, interrupted: stop.promise })
  } finally {
    screen.close()
  }
}

/** The first time asks to leave, the second time there is no more asking. */
function interruption(first: () => void): () => void {
  let times = 0
  return () => {
    if (++times > 1) process.exit(130)
    first()
  }
}

/** A client that is live under the wished name; somebody at a terminal is asked again for a name that cannot be had. */
async function enter(screen: Screen, address: Address, wished: string | undefined): Promise<Client> {
  let name = wished ?? (await screen.ask('Your name (empty for a guest): '))
  for (;;) {
    const client = clientAt(address, name?.trim() === '' ? undefined : name, runOf(address, name))
    try {
      await firstLive(client, address)
      return client
    } catch (cause) {
      if (!(cause instanceof ClientError) || !cause.code.startsWith('name-')) throw cause
      name = await screen.ask(`${harmless(cause.message)} Another name: `)
      if (name === undefined) throw cause
    }
  }
}

/** Who was sharing a file when the program was killed comes back as who they were, and may go on with it. */
function runOf(address: Address, name = ''): Run {
  return takeUp(['chat', showAddress(address), name.trim()])
}

interface Conversation {
  readonly client: Client
  readonly screen: Screen
  readonly address: Address
  readonly options: ChatOptions
  readonly interrupted: Promise<'interrupted'>
}

async function converse({ client, screen, address, options, interrupted }: Conversation): Promise<number> {
  const { save, images, room } = options
  const receiving = new Receiving(client, screen, { folder: save || '.', automatic: save !== false, images })
  const view = new View(client, screen, { server: `http://${showAddress(address)}`, receiving })
  const talk = new Talk({ client, screen, view, receiving, patient: !screen.showsStatus })
  try {
    greet(client, screen, address)
    await view.begin(room === undefined ? lobbyOf(client).slug : (await enterRoom(client, room)).slug)
    const end = await Promise.race([takeAll(screen, talk), closed(client), interrupted])
    if (end === 'closed') return 1
    if (end === 'end') await receiving.idle()
    await settle(screen, talk)
    return talk.failures > 0 && !screen.showsTyped ? 1 : 0
  } finally {
    await Promise.all([receiving.stop(), client.leave()])
  }
}

function greet({ state }: Client, screen: Screen, address: Address): void {
  const { me, server } = state.session
  screen.note(
    `You are ${harmless(me?.name ?? '')} at ${showAddress(address)} (${harmless(server?.server ?? '')}). /help tells what can be typed.`,
  )
}

/** Takes line after line until the input ends or somebody wants to leave. */
async function takeAll(screen: Screen, talk: Talk): Promise<'end' | 'leave'> {
  for await (const line of screen.lines()) if ((await talk.take(line)) === 'leave') return 'leave'
  return 'end'
}

/** Resolves when the server has closed the door for good; it has been said why. */
function closed(client: Client): Promise<'closed'> {
  return new Promise((resolve) => {
    client.subscribe((_happening, { connection }) => {
      if (connection.phase === 'closed' && connection.why !== 'left') resolve('closed')
    })
  })
}

/** Gives what is under way a moment to arrive. */
async function settle(screen: Screen, talk: Talk): Promise<void> {
  const tooLong = new Promise<void>((resolve) => setTimeout(resolve, limits.client_leave_ms).unref())
  await Promise.race([talk.settled(), tooLong])
  if (talk.unfinished > 0) screen.note(`Not sent: ${talk.unfinished} of the last things you said or shared.`)
}
