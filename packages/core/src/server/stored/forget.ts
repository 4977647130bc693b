// server.forget: an operator has a person forgotten with all that they said.

import { forgottenName, Refusal } from '@hubbub/protocol'

import { isListedRoom } from '../../access.ts'
import type { Brain, Handler, IdentifiedCall } from '../../brain.ts'
import { discard } from '../../file/discard.ts'
import type { Found, StoredPerson } from '../../ports.ts'
import type { LiveSession } from '../../session/live-session.ts'
import { numbered, recordAct } from '../record.ts'

export const forget: Handler<'server.forget'> = async (call, { person: id, confirm }) => {
  const { brain, person } = call
  if (id === person.id) throw new Refusal('not-allowed')
  const stored = await brain.ports.store.findPerson(id)
  if (stored === undefined) throw new Refusal('no-such-person')
  if (confirm !== stored.name) throw new Refusal('bad-input', 'confirm')
  const devices = sendAway(brain, id)
  const messages = await forgetInTurn(call, stored)
  recordAct(call, { act: 'server.forget', subject: numbered({ id, name: forgottenName }) })
  void forgetTheRest(call, stored, devices)
  return { messages }
}

function sendAway({ sessions }: Brain, id: number): readonly LiveSession[] {
  const devices = [...sessions.values()].filter(({ present }) => present?.id === id)
  const why = { reason: 'removed', says: 'Everything of you was deleted here.' } as const
  for (const device of devices) device.sendAway(why)
  return devices
}

/** Who is just coming back waits for the end of this, and is unknown then. */
function forgetInTurn(call: IdentifiedCall, stored: StoredPerson): Promise<number> {
  return call.brain.people.turns.take(stored.id, () => forgetAll(call, stored))
}

/** What they had asked for before they were sent away was still carried out. */
async function forgetTheRest(
  call: IdentifiedCall,
  stored: StoredPerson,
  devices: readonly LiveSession[],
): Promise<void> {
  const { brain } = call
  try {
    await Promise.all(devices.map((device) => device.departed()))
    if (devices.length > 0 && brain.open) await forgetInTurn(call, stored)
    brain.past.forget(stored.id)
  } catch (cause) {
    brain.ports.log.warn({ cause, person: stored.id }, 'somebody who was forgotten may have left something')
  }
}

async function forgetAll(call: IdentifiedCall, stored: StoredPerson): Promise<number> {
  const { brain, session } = call
  const { store, clock } = brain.ports
  const { id } = stored
  const hashes = await store.hashesOf(id)
  await leaveRooms(call, stored)
  const messages = await eraseEntries(call, id)
  const forgotten = await store.forgetPerson({ person: id, at: clock.now() })
  forgetHere(brain, id)
  for (const room of forgotten?.topics ?? []) {
    const payload = { room, topic: '', by: { id, name: forgottenName } }
    brain.announce({ name: 'room.topic', payload, to: { room }, origin: session.id })
  }
  discard(brain, hashes)
  return messages
}

/** They do not belong to any room any more, and the others are told. */
async function leaveRooms({ brain, session }: IdentifiedCall, stored: StoredPerson): Promise<void> {
  const { store, clock } = brain.ports
  const { id, name } = stored
  const origin = session.id
  for (const { room } of await store.memberships(id)) {
    if (room.kind === 'lobby' || room.kind === 'direct') continue
    const { closed } = await store.leaveRoom({ room: room.id, person: id, at: clock.now() })
    const payload = { room: room.slug, person: { id, name, status: 'OFFLINE' as const } }
    brain.announce({ name: 'room.left', payload, to: { room: room.slug }, origin })
    if (closed && isListedRoom(room)) {
      brain.announce({ name: 'room.closed', payload: { room: room.slug }, to: 'everyone', origin })
    }
  }
}

/** Some at a time, so that nobody else has to wait for long; resolves with how many. */
async function eraseEntries({ brain, session, person: by }: IdentifiedCall, id: number): Promise<number> {
  const { store, clock, limits } = brain.ports
  let count = 0
  let erased: readonly Found[]
  do {
    const at = clock.now()
    erased = await store.eraseEntriesOf({ person: id, by: by.author, at, limit: limits.erased_at_once_max })
    for (const { room, seq, rev = room.rev, author } of erased) {
      const payload = { room: room.slug, seq, rev, by: by.author, at, author }
      brain.announce({ name: 'message.erased', payload, to: { room: room.slug }, origin: session.id })
    }
    count += erased.length
  } while (erased.length > 0)
  return count
}

/** What this node knows of them by heart. */
function forgetHere({ rooms, past }: Brain, id: number): void {
  past.forget(id)
  for (const room of rooms) {
    room.roles.delete(id)
    if (room.people?.some((one) => one.id === id) !== true) continue
    room.people = room.people.map((one) => (one.id === id ? { id, name: forgottenName } : one))
    room.name = room.people.map(({ name }) => name).join(', ')
  }
}
