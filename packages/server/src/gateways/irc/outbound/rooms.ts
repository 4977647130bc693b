// Events of rooms and of who may do what there, as channels show them.

import type { HeardEvent, RoomView } from '@hubbub/core'
import type { EventName } from '@hubbub/protocol'

import { showEntered, showRenamed } from '../channels/view.ts'
import type { Out } from '../lines/line.ts'
import { writtenMask } from '../modes/masks.ts'
import { changedModes, memberChange } from '../modes/write.ts'
import { channelOf, eventMsgidOf, nickOf } from '../names.ts'
import type { Form, Row, Rows } from '../row.ts'
import { joinLines } from './joining.ts'
import { lineOf, maskOf, serverLine } from './lines.ts'
import { metadataLines, tellNoted } from './metadata.ts'

export const roomRows = {
  'room.banned': inChannel(({ payload: { ban, by } }, room, { server }) => {
    const { letter, mask } = writtenMask(ban)
    return [lineOf(by, server, { verb: 'MODE', params: [channelOf(room), `+${letter}`, mask] })]
  }),
  'room.unbanned': inChannel(({ payload: { mask: text, list, by } }, room, { server }) => {
    const { letter, mask } = writtenMask({ list, mask: text })
    return [lineOf(by, server, { verb: 'MODE', params: [channelOf(room), `-${letter}`, mask] })]
  }),
  'room.settings': inChannel(({ payload: { by, changed, settings, kind } }, room, { server }) => {
    const modes = changedModes({ settings, kind }, changed)
    return modes.length === 0 ? [] : [lineOf(by, server, { verb: 'MODE', params: [channelOf(room), ...modes] })]
  }),
  'room.role': inChannel(({ payload: { person, role, was, by } }, room, { server, has }) => {
    const modes = memberChange({ nick: nickOf(person), was, role }, has)
    return modes.length === 0 ? [] : [lineOf(by, server, { verb: 'MODE', params: [channelOf(room), ...modes] })]
  }),
  'room.topic': inChannel(({ payload: { topic, by, at } }, room, { server }) => {
    const stored = at === undefined ? {} : { at, tags: { msgid: eventMsgidOf(room, at) } }
    return [lineOf(by, server, { verb: 'TOPIC', params: [channelOf(room), topic], ...stored })]
  }),

  // Whoever joins is answered by JOIN; their other devices come into the channel with them.
  'room.joined': {
    ...inChannel<'room.joined'>(joined),
    own: () => [],
    after: ({ payload }, viewer) => {
      const { room, person } = payload
      if (!viewer.sees(room)) return
      void (viewer.person?.id === person.id ? showEntered(viewer, room) : tellNoted(viewer, person, payload))
    },
  },
  // Of somebody who has gone QUIT was told, and whoever leaves is answered by PART.
  'room.left': {
    ...inChannel<'room.left'>(({ payload: { person, reason } }, room, { server }) => {
      if (person.status === 'OFFLINE') return []
      const params = [channelOf(room), ...(reason === undefined ? [] : [reason])]
      return [lineOf(person, server, { verb: 'PART', params })]
    }),
    own: () => [],
  },
  'room.kicked': inChannel(({ payload: { person, by, reason } }, room, { server }) => [
    lineOf(by, server, { verb: 'KICK', params: [channelOf(room), nickOf(person), reason ?? nickOf(by)] }),
  ]),

  'room.invited': {
    each: ({ payload: { room, by } }, { server, nick }) => [
      lineOf(by, server, { verb: 'INVITE', params: [nick, channelOf(room)] }),
    ],
  },
  'room.someone-invited': {
    ...inChannel<'room.someone-invited'>(({ payload: { person, by } }, room, { server, has }) =>
      has.has('invite-notify')
        ? [lineOf(by, server, { verb: 'INVITE', params: [nickOf(person), channelOf(room)] })]
        : [],
    ),
    own: () => [],
  },
  'room.knocked': {
    ...inChannel<'room.knocked'>(({ payload: { person } }, room, { server }) => {
      const here = server.ports.chat.people.byId(person.id)
      const mask = here === undefined ? nickOf(person) : maskOf(here)
      return [serverLine(server, '710', [channelOf(room), channelOf(room), mask, 'has asked for an invite'])]
    }),
    own: () => [],
  },

  'room.renamed': {
    ...inChannel<'room.renamed'>(({ payload: { was, by, reason } }, room, { server, has }) =>
      has.has('draft/channel-rename')
        ? [lineOf(by, server, { verb: 'RENAME', params: [channelOf({ name: was }), channelOf(room), reason ?? ''] })]
        : [],
    ),
    after: ({ payload: { room, was, by, reason } }, viewer) => {
      if (viewer.has.has('draft/channel-rename') || !viewer.sees(room)) return
      viewer.event(showRenamed(viewer, room, { was, reason: reason ?? `renamed by ${nickOf(by)}` }))
      void showEntered(viewer, room)
    },
  },
  'room.metadata': {
    each: ({ payload: { key, value }, room }, viewer) =>
      room === undefined || !viewer.sees(room) ? [] : metadataLines(viewer, { target: channelOf(room), key, value }),
    own: () => [],
  },

  'room.created': 'silent',
  'room.closed': 'silent',
  'room.resumed': 'silent',
} satisfies Partial<Rows>

/** A row of lines that all in a channel are told; two people alone have no channel. */
function inChannel<Name extends EventName>(
  show: (heard: HeardEvent<Name>, room: RoomView, form: Form) => Out[],
): Exclude<Row<Name>, 'silent'> & { readonly room: (heard: HeardEvent<Name>, form: Form) => Out[] } {
  return {
    room: (heard, form) => (heard.room === undefined ? [] : show(heard, heard.room, form)),
    each: () => [],
  }
}

function joined({ payload: { person } }: HeardEvent<'room.joined'>, room: RoomView, { server, has }: Form): Out[] {
  const here = server.ports.chat.people.byId(person.id)
  return here === undefined ? [] : joinLines({ server, has }, here, room)
}
