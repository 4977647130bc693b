// `hubbub tail`: what is said in a room, from its last entries on, for people and for programs to read.

import type { Client } from '@hubbub/client'
import type { EventName, Message } from '@hubbub/protocol'

import { noticeOf } from './chat/notices.ts'
import { type Address, showAddress } from './client/address.ts'
import { Complaint } from './complaint.ts'
import { clientAt, firstLive } from './client/connect.ts'
import { Following } from './client/following.ts'
import { enterRoom } from './client/rooms.ts'
import { dayOf, noPaint, showEntry } from './terminal/format.ts'
import { endWithOutput } from './output.ts'
import { harmless } from './terminal/harmless.ts'

export interface TailOptions {
  readonly name?: string
  readonly json: boolean
  /** How many entries from before are shown. */
  readonly lines: number
  readonly follow: boolean
}

/** Resolves with the exit code when it was interrupted, or when everything from before was shown and no more is wanted. */
export async function tail(address: Address, ref: string, options: TailOptions): Promise<number> {
  const stop = Promise.withResolvers<number>()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.resolve(0))
  endWithOutput()
  const client = clientAt(address, options.name)
  try {
    await firstLive(client, address)
    tellOnStderr(client, () => stop.resolve(1))
    const following = new Following(client, { last: options.lines, show: options.json ? showJson : showText(address) })
    const { slug } = await enterRoom(client, ref)
    if (!options.json) tellChanges(client, slug)
    const complete = await following.enter(slug)
    if (options.follow) return await stop.promise
    if (!complete) throw new Complaint('The room could not be read to its end.')
    return 0
  } finally {
    await client.leave()
  }
}

/** Exactly the protocol's message, one a line. */
function showJson(message: Message): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

function showText(address: Address): (message: Message) => void {
  const style = { paint: noPaint, room: undefined, server: `http://${showAddress(address)}` }
  return (message) => void process.stdout.write(`${dayOf(message.at)} ${showEntry(message, style)}\n`)
}

const changes: ReadonlySet<EventName> = new Set<EventName>(['message.edited', 'message.erased', 'message.reacted'])

/** What stands in the output already is not written anew: what becomes of it is a line of its own. */
function tellChanges(client: Client, slug: string): void {
  let before = client.state
  client.subscribe((happening, state) => {
    const event = happening.kind === 'event' && changes.has(happening.event.name) ? happening.event : undefined
    const isHere = event !== undefined && 'room' in event.payload && event.payload.room === slug
    const notice = isHere ? noticeOf(event, before, slug) : undefined
    before = state
    if (notice !== undefined) process.stdout.write(`${dayOf(Date.now())} * ${notice}\n`)
  })
}

/** The connection's ups and downs are no part of the output. */
function tellOnStderr(client: Client, ended: () => void): void {
  client.subscribe((happening) => {
    if (happening.kind === 'anew') console.error('hubbub: the server does not go on where it was; beginning again.')
    if (happening.kind !== 'connection') return
    const { connection } = happening
    if (connection.phase === 'offline' && connection.attempt === 1)
      console.error(`hubbub: the connection is lost: ${harmless(connection.why)}`)
    if (connection.phase !== 'closed' || connection.why === 'left') return
    console.error(`hubbub: ${harmless(connection.why)}`)
    ended()
  })
}
