// Who an HTTP request speaks for: the person of its token, or a guest who is gone again after it.

import type { Chat, Listener, Session } from '@hubbub/core'

/** Nobody listens here: a request hears nothing but its own reply. */
const deaf: Listener = {
  outlet: { audience: () => ({ add() {}, delete() {}, size: 0, post() {} }) },
  tell() {},
  drained: () => Promise.resolve(),
  end() {},
}

/** What a request says about who makes it. Without a token it is a guest, under the wished name or a given one. */
export interface Credentials {
  readonly token: string | undefined
  readonly guest: string | undefined
}

/** Does something as nobody in particular. */
export async function asStranger<Result>(chat: Chat, act: (session: Session) => Promise<Result>): Promise<Result> {
  const session = chat.open(deaf, { resumable: false, backlog: 0, quiet: true })
  try {
    return await act(session)
  } finally {
    session.end()
  }
}

/** Does something as whoever the credentials stand for. A guest is let into the room first, if it is open to guests. */
export async function asSpeaker<Result>(
  chat: Chat,
  who: Credentials & { readonly room: string },
  act: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = chat.open(deaf, { resumable: false, backlog: 0, quiet: true })
  try {
    if (who.token === undefined) await enterAsGuest(session, who)
    else await session.do('session.resume', { token: who.token })
    return await act(session)
  } finally {
    session.end()
  }
}

async function enterAsGuest(session: Session, who: Credentials & { readonly room: string }): Promise<void> {
  await session.do('person.identify', { ...(who.guest === undefined ? {} : { name: who.guest }), backlog: 0 })
  if (!session.rooms.has(who.room)) await session.do('room.join', { room: who.room, backlog: 0 })
}
