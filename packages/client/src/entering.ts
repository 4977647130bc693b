// How a client enters on a fresh line: it comes back as who it was, or says who it is, and finds its rooms again.

import type { Asked, CommandName, JoinedRoom, Reply } from '@hubbub/protocol'

import { ClientError, isError } from './errors.ts'
import type { Keep, Kept } from './ports.ts'
import type { State } from './state/index.ts'

/** Makes a request, and makes its reply known to the state. */
export type Ask = <Name extends CommandName>(name: Name, input: Asked<Name>) => Promise<Reply<Name>>

export interface EnteringPorts {
  readonly ask: Ask
  readonly keep: Keep
  readonly client: string
  /** The name that was asked for first; later it is the name we had. */
  readonly name: string | undefined
  state(): State
  /** What was known is void. */
  anew(why: 'wrong-epoch' | 'resume-unknown'): void
}

/** Resolves with the rooms whose missed entries will come before they are live. */
export async function enter(ports: EnteringPorts): Promise<readonly string[]> {
  const hello = ports.ask('session.hello', { client: ports.client })
  const [missing] = await Promise.all([enterAsSomebody(ports), hello])
  return missing
}

async function enterAsSomebody(ports: EnteringPorts): Promise<readonly string[]> {
  const kept = ports.keep.load()
  if (kept === undefined) return identifyAgain(ports)
  try {
    return await resume(ports, kept)
  } catch (cause) {
    if (!isError(cause, 'wrong-epoch') && !isError(cause, 'resume-unknown')) throw cause
    return startAnew(ports, cause.code === 'wrong-epoch' ? 'wrong-epoch' : 'resume-unknown')
  }
}

/** Takes up where we were: the same person, and each room from the last entry we have. */
async function resume({ ask, keep, state }: EnteringPorts, { token, epoch }: Kept): Promise<readonly string[]> {
  const known = [...state().messages].map(([room, { upTo, rev }]) => ({ room, seq: upTo, rev }))
  const reply = await ask('session.resume', { token, epoch, ...(known.length === 0 ? {} : { rooms: known }) })
  keep.save({ token, epoch: reply.epoch })
  const upTo = new Map(known.map(({ room, seq }) => [room, seq]))
  return reply.rooms.filter(({ slug, seq }) => seq > (upTo.get(slug) ?? seq)).map(({ slug }) => slug)
}

async function identify({ ask, keep, name }: EnteringPorts): Promise<readonly string[]> {
  const { token, epoch } = await ask('person.identify', { ...(name === undefined ? {} : { name }), backlog: 0 })
  keep.save({ token, epoch })
  return []
}

/** The server has another history, or has forgotten us: enter as newcomers, with the same name and rooms if we may. */
async function startAnew(ports: EnteringPorts, why: 'wrong-epoch' | 'resume-unknown'): Promise<readonly string[]> {
  const { session, rooms } = ports.state()
  const name = session.me?.name ?? ports.name
  ports.anew(why)
  ports.keep.save(undefined)
  await identify({ ...ports, name }).catch((cause: unknown) => identifyAsGuest(ports, cause))
  await Promise.all([...rooms.values()].map((room) => rejoin(ports, room)))
  return []
}

/** Without a token we are newcomers; whoever was here before, and has signed out since, takes the name they had last. */
async function identifyAgain(ports: EnteringPorts): Promise<readonly string[]> {
  const { me } = ports.state().session
  if (me === undefined) return identify(ports)
  return identify({ ...ports, name: me.name }).catch((cause: unknown) => identifyAsGuest(ports, cause))
}

/** Our name is somebody else's by now: better to be back under another name than not at all. */
function identifyAsGuest(ports: EnteringPorts, cause: unknown): Promise<readonly string[]> {
  if (isError(cause, 'name-taken') || isError(cause, 'name-reserved')) return identify({ ...ports, name: undefined })
  throw cause
}

async function rejoin({ ask }: EnteringPorts, { slug, kind }: JoinedRoom): Promise<void> {
  if (kind === 'lobby' || kind === 'direct') return
  // A room that is gone, or not open to newcomers, is not entered; that it is missing from our rooms says so.
  await ask('room.join', { room: slug, backlog: 0 }).catch((cause: unknown) => {
    if (!(cause instanceof ClientError) || cause.retry) throw cause
  })
}
