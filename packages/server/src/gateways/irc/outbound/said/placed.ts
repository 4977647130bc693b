// Rows of what somebody says: in a channel the same for all, in a direct room as each of the two sees it.

import type { HeardEvent, RoomView } from '@hubbub/core'
import type { Author, EventName } from '@hubbub/protocol'

import type { Out } from '../../lines/line.ts'
import { channelOf } from '../../names.ts'
import type { Form } from '../../row.ts'
import type { Viewer } from '../../viewer.ts'
import { isWithOneself, targetFor } from '../targets.ts'

/** Where it happened, and where its lines go. */
export interface Place {
  readonly room: RoomView
  readonly target: string
}

export interface Placed<Name extends EventName> {
  readonly room: (heard: HeardEvent<Name>, form: Form) => readonly Out[]
  readonly each: (heard: HeardEvent<Name>, viewer: Viewer) => readonly Out[]
  readonly own: (heard: HeardEvent<Name>, viewer: Viewer) => readonly Out[]
}

/** `speaker` is whose lines they are. Who brings it about hears it again with echo-message alone. */
export function placed<Name extends EventName>(
  speaker: (heard: HeardEvent<Name>) => Author,
  show: (heard: HeardEvent<Name>, form: Form, place: Place) => readonly Out[],
): Placed<Name> {
  const each: Placed<Name>['each'] = (heard, viewer) => {
    const { room } = heard
    return room === undefined ? [] : show(heard, viewer, { room, target: targetFor(viewer, room, speaker(heard)) })
  }
  return {
    room: (heard, form) => {
      const { room } = heard
      return room === undefined ? [] : show(heard, form, { room, target: channelOf(room) })
    },
    each,
    own: (heard, viewer) => {
      const lines = each(heard, viewer)
      // Who writes to themselves is also the one who is written to.
      if (heard.room !== undefined && isWithOneself(heard.room)) viewer.event(lines)
      return viewer.has.has('echo-message') ? lines : []
    },
  }
}
