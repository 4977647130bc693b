// How a client enters on a fresh line: it comes back as who it was, or says who it is, and finds its rooms again.

import type { Asked, CommandName, JoinedRoom, Reply } from '@hubbub/protocol'

import { ClientError, failure, isError } from './errors.ts'
import type { Keep, Kept } from './ports.ts'
import type { State } from './state/index.ts'

/** Makes a request, and makes its reply known to the state. */
export type Ask = <Name extends CommandName>(name: Name, input: Asked<Name>) => Promise<Reply<Name>>

/** As whom to enter: as a guest, by name or with one that the server gives, as an account, or as one that is made now. */
export type Enter =
  | { readonly kind: 'guest'; readonly name?: string | undefined }
  | { readonly kind: 'account'; readonly account: string; readonly password: string }
  | { readonly kind: 'register'; readonly name: string; readonly password: string }

export interface EnteringPorts {
  readonly ask: Ask
  readonly keep: Keep
  readonly client: string
  readonly as: Enter
  /** The name that we had, if we were here before and want to be the same. */
  readonly had: string | undefined
  /** The most that is sent of what was missed in a room. */
  readonly most: number
  /** Whether an account that the server has forgotten may go on as a guest, or has to sign in again. */
  readonly mayBecomeGuest: boolean
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
  if (kept === undefined) return ports.had === undefined ? identifyAs(ports) : identifyAgain(ports)
  try {
    return await resume(ports, kept)
  } catch (cause) {
    if (!isError(cause, 'wrong-epoch') && !isError(cause, 'resume-unknown')) throw cause
    return startAnew(ports, cause.code === 'wrong-epoch' ? 'wrong-epoch' : 'resume-unknown')
  }
}

/** Takes up where we were: the same person, and each room from the last entry we have. */
async function resume({ ask, keep, most, state }: EnteringPorts, { token, epoch }: Kept): Promise<readonly string[]> {
  const known = [...state().messages].map(([room, { upTo, rev }]) => ({ room, seq: upTo, rev }))
  const reply = await ask('session.resume', { token, epoch, most, ...(known.length === 0 ? {} : { rooms: known }) })
  keep.save({ token, epoch: reply.epoch })
  const upTo = new Map(known.map(({ room, seq }) => [room, seq]))
  return reply.rooms.filter(({ slug, seq }) => seq > (upTo.get(slug) ?? seq)).map(({ slug }) => slug)
}

async function identify({ ask, keep }: EnteringPorts, name: string | undefined): Promise<readonly string[]> {
  const { token, epoch } = await ask('person.identify', { ...(name === undefined ? {} : { name }), backlog: 0 })
  keep.save({ token, epoch })
  return []
}

/** With a password we are the account, whatever name we had before. */
async function identifyAs(ports: EnteringPorts): Promise<readonly string[]> {
  const { as, had, ask } = ports
  if (as.kind === 'guest') return identify(ports, had ?? as.name)
  if (as.kind === 'account') await ask('person.sign-in', { account: as.account, password: as.password })
  else await register(ports, as)
  return identify(ports, undefined)
}

/** An account that is there already may be ours: the answer was lost when it was made. */
async function register({ ask }: EnteringPorts, { name, password }: Extract<Enter, { kind: 'register' }>) {
  try {
    await ask('person.register', { name, password })
  } catch (cause) {
    if (!isError(cause, 'account-exists')) throw cause
    await ask('person.sign-in', { account: name, password }).catch((other: unknown) => {
      throw isError(other, 'wrong-password') ? cause : other
    })
  }
}

/** The server has another history, or has forgotten us: enter as newcomers, with the same name and rooms if we may. */
async function startAnew(ports: EnteringPorts, why: 'wrong-epoch' | 'resume-unknown'): Promise<readonly string[]> {
  const { session, rooms } = ports.state()
  ports.anew(why)
  ports.keep.save(undefined)
  const wasAccount = session.me?.account !== undefined && ports.as.kind === 'guest'
  if (wasAccount && !ports.mayBecomeGuest) throw failure('signed-out')
  await identifyAgain(ports)
  await Promise.all([...rooms.values()].map((room) => rejoin(ports, room)))
  return []
}

/** Our name may be somebody else's by now: better to be back under another name than not at all. */
async function identifyAgain(ports: EnteringPorts): Promise<readonly string[]> {
  return identifyAs(ports).catch((cause: unknown) => {
    if (isError(cause, 'name-taken') || isError(cause, 'name-reserved')) return identify(ports, undefined)
    throw cause
  })
}

async function rejoin({ ask }: EnteringPorts, { slug, kind }: JoinedRoom): Promise<void> {
  if (kind === 'lobby' || kind === 'direct') return
  // A room that is gone, or not open to newcomers, is not entered; that it is missing from our rooms says so.
  await ask('room.join', { room: slug, backlog: 0 }).catch((cause: unknown) => {
    if (!(cause instanceof ClientError) || cause.retry) throw cause
  })
}
