// room.rename: a room gets another name; its slug stays.

import { foldName, Refusal } from '@hubbub/protocol'

import type { Handler } from '../../brain.ts'
import { moderate, note, refuseDirect } from './moderate.ts'
import { roomOf } from '../rooms.ts'

export const rename: Handler<'room.rename'> = (call, { name, reason }) =>
  moderate(call, async () => {
    const { brain, session, person, room } = call
    refuseDirect(room)
    if (room.kind === 'lobby') throw new Refusal('not-allowed', room.slug)
    const was = room.name
    if (name === was) return { room: roomOf(room) }
    const result = await brain.ports.store.renameRoom({ room: room.id, name, fold: foldName(name) })
    if (result === 'room-exists') throw new Refusal('room-exists', name)
    const renamed = { ...roomOf(room), name }
    const payload = { room: renamed, was, by: person.author, ...(reason === undefined ? {} : { reason }) }
    brain.announce({ name: 'room.renamed', payload, to: { room: room.slug }, origin: session.id })
    note(call, { act: 'room.rename', room: room.slug, subject: name, detail: `was ${was}` })
    return { room: renamed }
  })
