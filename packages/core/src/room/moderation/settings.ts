// room.settings: how a room is kept.

import { type Input, Refusal, RoomSettings } from '@hubbub/protocol'

import type { Handler, MemberCall } from '../../brain.ts'
import { moderate, note, refuseDirect } from './moderate.ts'

const names = Object.keys(RoomSettings.shape) as (keyof RoomSettings)[]
// Everybody enters the lobby, and everybody knows of it.
const ofTheLobby: ReadonlySet<string> = new Set<keyof RoomSettings>([
  'moderated',
  'accountsSpeak',
  'topicLocked',
  'noCtcp',
])

export const settings: Handler<'room.settings'> = (call, input) =>
  moderate(call, async () => {
    const { room } = call
    checkPlace(room, input)
    const kind = input.kind === room.kind ? undefined : input.kind
    const wanted = keptSettings({ ...room.settings, ...input.set })
    const changed: string[] = names.filter((name) => wanted[name] !== room.settings[name])
    if (kind !== undefined) changed.push('kind')
    if (changed.length > 0) await change(call, { wanted, kind, changed })
    return { settings: wanted, kind: kind ?? room.kind }
  })

/** The settings that say something: what is off, or was taken away, is not there. */
export function keptSettings(given: { readonly [Name in keyof RoomSettings]?: unknown }): RoomSettings {
  const isOff = (value: unknown): boolean => value === undefined || value === null || value === false || value === ''
  return Object.fromEntries(Object.entries(given).filter(([, value]) => !isOff(value)))
}

function checkPlace(room: MemberCall['room'], { kind, set }: Input<'room.settings'>): void {
  refuseDirect(room)
  if (room.kind !== 'lobby') return
  const isOfTheLobby = Object.keys(set).every((name) => ofTheLobby.has(name))
  if (kind !== undefined || !isOfTheLobby) throw new Refusal('not-allowed', room.slug)
}

interface Change {
  readonly wanted: RoomSettings
  readonly kind: 'public' | 'invite-only' | undefined
  readonly changed: string[]
}

async function change(call: MemberCall, { wanted, kind, changed }: Change): Promise<void> {
  const { brain, session, person, room } = call
  await brain.ports.store.setSettings({ room: room.id, settings: wanted, ...(kind === undefined ? {} : { kind }) })
  const payload = { room: room.slug, kind: kind ?? room.kind, settings: wanted, changed, by: person.author }
  brain.announce({ name: 'room.settings', payload, to: { room: room.slug }, origin: session.id })
  note(call, { act: 'room.settings', room: room.slug, detail: changed.map(sign).join(' ') })

  /** Keys are for members, and not for whoever reads what was done. */
  function sign(name: string): string {
    if (name === 'kind') return `kind=${kind}`
    const value = wanted[name as keyof RoomSettings]
    return value === undefined ? `-${name}` : name === 'limit' ? `limit=${value}` : `+${name}`
  }
}
