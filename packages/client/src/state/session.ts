// Who we are, and at which server.

import type { Person, Reply } from '@hubbub/protocol'

import type { Reducer } from './happening.ts'

export interface SessionState {
  readonly server: Reply<'session.hello'> | undefined
  readonly me: Person | undefined
  readonly epoch: string | undefined
}

export const noSession: SessionState = { server: undefined, me: undefined, epoch: undefined }

export const session: Reducer<SessionState> = {
  events: {
    'person.renamed': (slice, { person }) => withPerson(slice, person),
    'person.status': (slice, { person }) => withPerson(slice, person),
    'person.profile': (slice, { person }) => withPerson(slice, person),
    'person.signed-in': (slice, { person, was }) => become(slice, person, was.id),
    'person.signed-out': (slice, { person, was }) => become(slice, person, was.id),
  },
  answers: {
    'session.hello': (slice, { reply }) => ({ ...slice, server: reply }),
    'session.resume': (slice, { reply: { person, epoch } }) => ({ ...slice, me: person, epoch }),
    'person.identify': (slice, { reply: { person, epoch } }) => ({ ...slice, me: person, epoch }),
    'person.rename': (slice, { reply }) => withPerson(slice, reply.person),
    'person.status': (slice, { reply }) => withPerson(slice, reply.person),
    'person.profile': (slice, { reply }) => withPerson(slice, reply.person),
    'person.register': (slice, { reply: { account } }) =>
      slice.me === undefined ? slice : { ...slice, me: { ...slice.me, account } },
    'person.sign-in': (slice, { reply }) => ({ ...slice, me: reply.person ?? slice.me }),
    'person.sign-in-scram': (slice, { reply }) => ({ ...slice, me: reply.person ?? slice.me }),
    'person.sign-out': (slice, { reply }) => ({ ...slice, me: reply.person }),
  },
}

/** We are somebody else from now on, if `was` is who we were. */
function become(slice: SessionState, person: Person, was: number): SessionState {
  return was === slice.me?.id ? { ...slice, me: person } : withPerson(slice, person)
}

function withPerson(slice: SessionState, person: Person): SessionState {
  return person.id === slice.me?.id ? { ...slice, me: person } : slice
}
