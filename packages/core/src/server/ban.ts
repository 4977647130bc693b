// server.ban: an operator keeps people off this server, and sends away those who are here.

import { type Ban, type Input, Refusal } from '@hubbub/protocol'

import type { Handler, IdentifiedCall } from '../brain.ts'
import { fullMask, maskFits } from '../mask.ts'
import { sendAway } from '../person/presence.ts'
import { recordAct } from './record.ts'

export const ban: Handler<'server.ban'> = async (call, input) => {
  const { brain } = call
  const { store, limits } = brain.ports
  if ((await brain.keptOff.bans()).length >= limits.bans_per_server_max) throw new Refusal('too-many', input.mask)
  const kept = await store.addBan({ ban: banOf(call, input) })
  brain.keptOff.changed()
  recordAct(call, { act: 'server.ban', subject: kept.ban.mask, detail: input.reason })
  return { ban: kept.ban, removed: removeThose(call, kept.ban) }
}

function banOf({ brain, person }: IdentifiedCall, { mask, reason, minutes }: Input<'server.ban'>): Ban {
  const at = brain.ports.clock.now()
  return {
    mask: fullMask(mask),
    list: 'ban',
    by: person.author.name,
    at,
    ...(minutes === undefined ? {} : { until: at + minutes * 60_000 }),
    ...(reason === undefined || reason === '' ? {} : { reason }),
  }
}

/** Operators stay, so that nobody locks themselves out. */
function removeThose({ brain }: IdentifiedCall, { mask, reason }: Ban): number {
  const those = Array.from(brain.people).filter((one) => !one.operator && maskFits(mask, one))
  const says = `Banned from this server${reason === undefined ? '' : `: ${reason}`}`
  for (const one of those) sendAway(one, { reason: 'banned', says })
  return those.length
}
