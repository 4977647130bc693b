// Who an HTTP request speaks for: the person of its token, an account, or a guest who is gone again after it.

import type { Chat, Listener, Origin, Session } from '@hubbub/core'
import type { Author } from '@hubbub/protocol'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** Nobody listens here: a request hears nothing but its own reply. */
const deaf: Listener = {
  outlet: { audience: () => ({ add() {}, delete() {}, size: 0, post() {} }) },
  tell() {},
  drained: () => Promise.resolve(),
  end() {},
}

/** Where connections come from, as the edge knew it before Node's HTTP server took their sockets; forgotten with the socket. */
export const origins = new WeakMap<Socket, Origin>()

/** What a request says about who makes it. Without a token it is a guest, under the wished name or a given one. */
export interface Credentials {
  readonly token: string | undefined
  readonly guest: string | undefined
  readonly from: Origin | undefined
}

/** The token of `Authorization: Bearer`; undefined without one. */
export function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer +(\S+) *$/iu.exec(headers.authorization ?? '')?.[1]
}

/** Does something as nobody in particular. */
export async function asStranger<Result>(chat: Chat, act: (session: Session) => Promise<Result>): Promise<Result> {
  return withSession(chat, undefined, act)
}

/** Does something as the person of a token. */
export async function asPerson<Result>(
  chat: Chat,
  { token, from }: { readonly token: string; readonly from: Origin | undefined },
  act: (session: Session, person: Author) => Promise<Result>,
): Promise<Result> {
  return withSession(chat, from, async (session) => {
    const { person } = await session.do('session.resume', { token })
    return act(session, person)
  })
}

/** Does something as whoever the credentials stand for. A guest is let into the room first, if it is open to guests. */
export async function asSpeaker<Result>(
  chat: Chat,
  who: Credentials & { readonly room: string },
  act: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { token, from } = who
  if (token !== undefined) return asPerson(chat, { token, from }, act)
  return withSession(chat, from, async (session) => {
    await enterAsGuest(session, who)
    return act(session)
  })
}

/** An account, by its name and password, or else by the certificate of the connection. */
export interface AccountCredentials {
  readonly named: { readonly account: string; readonly password: string } | undefined
  readonly from: Origin | undefined
}

/** Does something as an account, which does not come to be here by that. */
export async function asAccount<Result>(
  chat: Chat,
  { named, from }: AccountCredentials,
  act: (session: Session) => Promise<Result>,
): Promise<Result> {
  return withSession(chat, from, async (session) => {
    await session.do('person.sign-in', named ?? {})
    return act(session)
  })
}

async function withSession<Result>(
  chat: Chat,
  from: Origin | undefined,
  act: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = chat.open(deaf, { resumable: false, backlog: 0, quiet: true, ...(from && { from }) })
  try {
    return await act(session)
  } finally {
    session.end()
  }
}

async function enterAsGuest(session: Session, who: Credentials & { readonly room: string }): Promise<void> {
  await session.do('person.identify', { ...(who.guest === undefined ? {} : { name: who.guest }), backlog: 0 })
  if (!session.rooms.has(who.room)) await session.do('room.join', { room: who.room, backlog: 0 })
}
