// Events about persons: told to those who meet them in a channel, and to those who watch them (MONITOR).

import type { HeardEvent } from '@hubbub/core'
import type { Person } from '@hubbub/protocol'

import type { Out } from '../lines/line.ts'
import { isSameName, nickOf } from '../names.ts'
import type { Rows } from '../row.ts'
import type { Viewer } from '../viewer.ts'
import { concerns, isOneself, personOf, sharedChannels, unwatchedLines, watchedLines } from './concern.ts'
import { joinLines } from './joining.ts'
import { lineOf, maskOf } from './lines.ts'
import { metadataLines, tellNoted } from './metadata.ts'
import { ownModeLines, signed, signedHere } from './signed.ts'

export const peopleRows = {
  // Somebody comes with their rooms: a guest with the lobby, an account with all that it was in.
  'person.arrived': {
    each: ({ payload: { person } }, viewer) => {
      const here = personOf(viewer, person)
      if (here === undefined || isOneself(viewer, person)) return []
      const joins = sharedChannels(viewer, here.rooms).flatMap((room) => joinLines(viewer, here, room))
      return [...watchedLines(viewer, here), ...joins]
    },
    own: () => [],
    after: ({ payload }, viewer) => {
      const here = personOf(viewer, payload.person)
      if (here !== undefined && !isOneself(viewer, here) && viewer.meets(here)) {
        void tellNoted(viewer, payload.person, payload)
      }
    },
  },
  'person.departed': {
    each: ({ payload: { person, reason } }, viewer) => {
      const here = personOf(viewer, person)
      if (here === undefined || isOneself(viewer, person)) return []
      const quit = lineOf(here.author, viewer.server, { verb: 'QUIT', params: [reason ?? 'Quit'] })
      return [...(viewer.meets(here) ? [quit] : []), ...unwatchedLines(viewer, person.name)]
    },
    own: () => [],
  },
  'person.renamed': { each: renamed },
  'person.status': {
    each: ({ payload: { person } }, viewer) =>
      !isOneself(viewer, person) && concerns(viewer, person, 'away-notify') ? [awayLine(viewer, person)] : [],
    own: () => [],
  },
  // SETNAME, MODE and OPER answer themselves; one's other devices are told of both.
  'person.profile': {
    each: profile,
    own: () => [],
  },
  // Who signs in or out is told so by 900 or 901.
  'person.signed-in': { each: signed, own: signedHere },
  'person.signed-out': { each: signed, own: signedHere },
  'person.metadata': {
    each: ({ payload: { person, key, value } }, viewer) =>
      concerns(viewer, person, 'draft/metadata-2') ? metadataLines(viewer, { target: nickOf(person), key, value }) : [],
    own: () => [],
  },
} satisfies Partial<Rows>

function awayLine({ server }: Viewer, person: Person): Out {
  const reason = person.status === 'ACTIVE' ? [] : [person.away ?? person.status.toLowerCase()]
  return lineOf(person, server, { verb: 'AWAY', params: reason })
}

/** The nick changes for whoever meets them; for who watches, one nick goes and another comes. */
function renamed({ payload: { person, was } }: HeardEvent<'person.renamed'>, viewer: Viewer): Out[] {
  const here = personOf(viewer, person)
  if (here === undefined) return []
  const change = {
    ...lineOf(here.author, viewer.server, { verb: 'NICK', params: [nickOf(person)] }),
    source: maskOf({ ...here, author: { ...here.author, name: was } }),
  }
  const seen = viewer.meets(here) ? [change] : []
  return isSameName(person.name, was) ? seen : [...seen, ...unwatchedLines(viewer, was), ...watchedLines(viewer, here)]
}

/** SETNAME for those who know it, and one's own modes. */
function profile({ payload: { person }, before }: HeardEvent<'person.profile'>, viewer: Viewer): Out[] {
  const { about = '' } = person
  const isNew = before === undefined || before.was.about !== about
  const isTold = isNew && concerns(viewer, person, 'setname')
  const name = isTold ? [lineOf(person, viewer.server, { verb: 'SETNAME', params: [about] })] : []
  return isOneself(viewer, person) ? [...name, ...ownModeLines(viewer, before?.was)] : name
}
