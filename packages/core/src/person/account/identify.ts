// How an account comes: under the name asked for or its own, in its rooms, hearing what it missed on this device.

import { type Input, nameSkeleton, Refusal, type Reply } from '@hubbub/protocol'

import type { Brain, Call } from '../../brain.ts'
import { backlogOf } from '../../message/kit/kept-to-itself.ts'
import type { Membership, StoredAccount, StoredPerson } from '../../ports.ts'
import type { LocalRoom } from '../../room/rooms.ts'
import { start } from '../../session/start.ts'

type Identify = Input<'person.identify'>

export function identifyAccount(
  call: Call,
  account: StoredAccount,
  input: Identify,
): Promise<Reply<'person.identify'>> {
  return call.brain.people.turns.take(account.person, async () => {
    const stored = await comeIn(call.brain, account, input.name)
    const token = await giveToken(call, stored)
    return { ...(await startAs(call, stored, input)), epoch: call.brain.ports.store.epoch, token }
  })
}

/** Whoever is here on another device already keeps the name they have there. */
async function comeIn(brain: Brain, account: StoredAccount, wanted: string | undefined): Promise<StoredPerson> {
  const { store, clock, limits } = brain.ports
  const { person } = account
  const here = brain.people.get(person)
  if (here !== undefined) {
    if (here.sessions.size >= limits.sessions_per_person_max) throw new Refusal('too-many')
    return store.signIn({ person, at: clock.now() })
  }
  const name = wanted ?? account.name
  await refuseOthersName(brain, account, name)
  const stored = await store.signIn({ person, name: { name, skeleton: nameSkeleton(name) }, at: clock.now() })
  if (stored.name === name) return stored
  await store.releasePerson({ id: person, forget: false, at: clock.now() })
  throw new Refusal('name-taken', name)
}

async function refuseOthersName({ people, ports }: Brain, account: StoredAccount, name: string): Promise<void> {
  if (people.find(name) !== undefined) throw new Refusal('name-taken', name)
  const skeleton = nameSkeleton(name)
  if (skeleton === nameSkeleton(account.name)) return
  const owner = await ports.store.findAccount({ skeleton })
  if (owner !== undefined && owner.person !== account.person) throw new Refusal('name-reserved', name)
}

/** Each session has a token of its own. */
async function giveToken({ brain, session }: Call, { id }: StoredPerson): Promise<string> {
  const { store, random, clock } = brain.ports
  if (!session.options.resumable) return ''
  const token = random.secret()
  session.tokenDigest = random.digest(token)
  await store.addToken({ person: id, digest: session.tokenDigest, at: clock.now() })
  return token
}

async function startAs(call: Call, stored: StoredPerson, { user, about, device, backlog }: Identify) {
  const { session, brain } = call
  const { store, limits } = brain.ports
  const memberships = await store.memberships(stored.id)
  const newcomer = { stored, user, about }
  const asked = backlogOf(call, backlog)
  const fromBacklog = (room: LocalRoom): number => Math.max(0, room.seq - asked)
  if (device === undefined) return start(call, { newcomer, memberships, from: fromBacklog })
  const of = { person: stored.id, device }
  const cursors = await store.cursors(of)
  const from = (room: LocalRoom, { since }: Membership): number =>
    cursors.size === 0
      ? fromBacklog(room)
      : Math.max(cursors.get(room.id) ?? since, room.seq - limits.device_backlog_entries_max)
  const started = start(call, { newcomer, memberships, from })
  session.afterReply(() => session.follow({ ...of, cursors }))
  return started
}
