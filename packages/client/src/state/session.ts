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
  },
  answers: {
    'session.hello': (slice, { reply }) => ({ ...slice, server: reply }),
    'session.resume': (slice, { reply: { person, epoch } }) => ({ ...slice, me: person, epoch }),
    'person.identify': (slice, { reply: { person, epoch } }) => ({ ...slice, me: person, epoch }),
    'person.rename': (slice, { reply }) => withPerson(slice, reply.person),
    'person.status': (slice, { reply }) => withPerson(slice, reply.person),
  },
}

function withPerson(slice: SessionState, person: Person): SessionState {
  return person.id === slice.me?.id ? { ...slice, me: person } : slice
}
