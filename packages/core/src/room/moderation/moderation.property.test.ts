import { isAtLeast, roleIn } from '../../access.ts'
import type { StoredRoom } from '../../ports.ts'
import { type Ear, testBrain, type TestBrain } from '@hubbub/testkit'
import type { Ban, Role } from '@hubbub/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { account } from '../fixtures.ts'

const names = ['alice', 'bob', 'carol', 'dave'] as const
type Name = (typeof names)[number]

interface By<Act> {
  readonly act: Act
  readonly by: Name
  /** On which of their two devices. */
  readonly on: 0 | 1
}
type Joining = By<'join'> & { readonly key: boolean }
type Leaving = By<'leave'>
type Appointing = By<'role'> & { readonly whom: Name; readonly role: Role }
type Aiming<Act> = By<Act> & { readonly whom: Name }
type Setting = By<'settings'> & { readonly quiet: boolean; readonly closed: boolean }
type Step = Joining | Leaving | Appointing | Aiming<'kick'> | Aiming<'ban'> | Aiming<'unban'> | Setting

const who = fc.constantFrom(...names)
const actor = { by: who, on: fc.constantFrom(0 as const, 1 as const) }
const aiming = <Act extends 'kick' | 'ban' | 'unban'>(act: Act) =>
  fc.record({ act: fc.constant(act), ...actor, whom: who })
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ act: fc.constant('join'), ...actor, key: fc.boolean() }), weight: 2 },
  fc.record({ act: fc.constant('leave'), ...actor }),
  fc.record({
    act: fc.constant('role'),
    ...actor,
    whom: who,
    role: fc.constantFrom<Role>('owner', 'moderator', 'voice', 'member'),
  }),
  aiming('kick'),
  aiming('ban'),
  aiming('unban'),
  fc.record({ act: fc.constant('settings'), ...actor, quiet: fc.boolean(), closed: fc.boolean() }),
)

interface Stage {
  readonly brain: TestBrain
  readonly people: Readonly<Record<Name, readonly [Ear, Ear]>>
  /** Is in every room, says nothing, and is nobody's aim. */
  readonly witness: Ear
  readonly room: string
}

/** What the store knows of the room. */
interface Kept {
  readonly room: StoredRoom
  readonly members: ReadonlySet<number>
}

async function kept({ brain: { ports }, room: slug }: Stage): Promise<Kept> {
  const room = await ports.store.findRoom({ slug, fold: '' })
  if (room === undefined) throw new Error('the room is gone')
  const members = await ports.store.members(room.id)
  return { room, members: new Set(members.map(({ id }) => id)) }
}

const idOf = ({ people }: Stage, name: Name): number => people[name][0].session.person?.id ?? 0

function give(stage: Stage, one: Step): Promise<unknown> {
  const { room } = stage
  const by = stage.people[one.by][one.on]
  if (one.act === 'join') return by.do('room.join', { room, ...(one.key ? { key: 'k' } : {}) })
  if (one.act === 'leave') return by.do('room.leave', { room })
  if (one.act === 'role') return by.do('room.role', { room, person: one.whom, role: one.role })
  if (one.act === 'kick') return by.do('room.kick', { room, person: one.whom })
  if (one.act === 'ban') return by.do('room.ban', { room, mask: one.whom })
  if (one.act === 'unban') return by.do('room.unban', { room, mask: one.whom })
  const set = { moderated: one.quiet, key: one.quiet ? 'k' : null }
  return by.do('room.settings', { room, set, kind: one.closed ? 'invite-only' : 'public' })
}

/** Whether somebody may do this, judged by what the store knows and by nothing else. */
function may(stage: Stage, one: Step, { room, members }: Kept): boolean {
  const id = idOf(stage, one.by)
  const own = roleIn(room, { id })
  if (one.act === 'leave') return members.has(id)
  if (one.act === 'join') return members.has(id) || mayEnter(room, one)
  if (!members.has(id) || !isAtLeast(own, 'moderator')) return false
  if (one.act === 'kick' || one.act === 'role') {
    const whom = idOf(stage, one.whom)
    const theirs = roleIn(room, { id: whom })
    if (!members.has(whom)) return false
    if (one.act === 'kick') return isAtLeast(own, theirs)
    return own === 'owner' || isClaim(room, one) || (theirs !== 'owner' && one.role !== 'owner')
  }
  return true
}

/** Of a room that nobody owns a moderator with an account may become the owner. */
function isClaim({ roles }: StoredRoom, { by, whom, role }: Extract<Step, { act: 'role' }>): boolean {
  const hasAccount = by === 'alice' || by === 'bob'
  return hasAccount && by === whom && role === 'owner' && ![...roles.values()].includes('owner')
}

function mayEnter({ kind, settings, bans }: StoredRoom, { by, key }: Joining): boolean {
  const isBanned = bans.some(({ mask }) => mask === `${by}!*@*`)
  return !isBanned && kind === 'public' && (settings.key === undefined || key)
}

async function open(brain: TestBrain, people: Stage['people'], given: { witness: Ear; room: string }): Promise<Stage> {
  const { witness, room } = given
  await people.alice[0].do('room.create', { name: room })
  await people.bob[0].do('room.join', { room })
  await witness.do('room.join', { room })
  return { brain, people, witness, room }
}

/** What somebody knows who has heard everything that was told of the room since they came. */
function heardBy({ witness, room }: Stage, first: { readonly roles: ReadonlyMap<number, Role> }) {
  const roles = new Map(first.roles)
  let bans: Ban[] = []
  for (const { name, payload } of witness.heard) {
    if (!('room' in payload) || (typeof payload.room === 'string' ? payload.room : payload.room.slug) !== room) continue
    if (name === 'room.role') roles.set(payload.person.id, payload.role)
    if (name === 'room.joined') roles.set(payload.person.id, payload.role ?? 'member')
    if (name === 'room.left' || name === 'room.kicked') roles.delete(payload.person.id)
    if (name === 'room.banned') bans = [...bans, payload.ban]
    if (name === 'room.unbanned') bans = bans.filter(({ mask }) => mask !== payload.mask)
  }
  return { roles: new Map([...roles].filter(([, role]) => role !== 'member')), bans }
}

/** Everybody who is in the room knows it as the store does. */
async function agree(stage: Stage, first: Kept): Promise<void> {
  const { room, members } = await kept(stage)
  const heard = heardBy(stage, first.room)
  expect(heard.roles).toEqual(room.roles)
  expect(heard.bans.map(({ mask }) => mask).sort()).toEqual(room.bans.map(({ mask }) => mask).sort())
  for (const name of names) for (const ear of stage.people[name]) agreeWith(stage, { room, members }, ear)
}

function agreeWith(stage: Stage, { room, members }: Kept, { session }: Ear): void {
  const { roles, bans, settings, kind } = room
  const view = session.rooms.get(stage.room)
  const known = view && { roles: view.roles, bans: view.bans, settings: view.settings, kind: view.kind }
  expect(known).toEqual(members.has(session.person?.id ?? 0) ? { roles, bans, settings, kind } : undefined)
}

async function cast(brain: TestBrain): Promise<{ people: Stage['people']; witness: Ear }> {
  const withDevice = async (first: Awaited<ReturnType<typeof account>>): Promise<[Ear, Ear]> => {
    const second = brain.open()
    await second.do('session.resume', { token: first.entered.token })
    return [first, second]
  }
  const [alice, bob] = [await withDevice(await account(brain, 'alice')), await withDevice(await account(brain, 'bob'))]
  const [carol, dave] = [await withDevice(await brain.person('carol')), await withDevice(await brain.person('dave'))]
  return { people: { alice, bob, carol, dave }, witness: await brain.person('witness') }
}

test('[R-ROOM-37] whatever is given one after the other, only who may changes anything, and all know it alike', async () => {
  await using brain = await testBrain()
  const { people, witness } = await cast(brain)
  let rooms = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const stage = await open(brain, people, { witness, room: `one-${++rooms}` })
      const first = await kept(stage)
      for (const one of steps) {
        const before = await kept(stage)
        const isDone = await give(stage, one).then(
          () => true,
          () => false,
        )
        expect({ one, isDone }).toEqual({ one, isDone: may(stage, one, before) })
        const after = isDone ? before : await kept(stage)
        expect(after).toEqual(before)
      }
      await agree(stage, first)
    }),
    { numRuns: 60 },
  )
})

test('[R-ROOM-37] whatever is given at once, everybody in a room and the store agree on who may do what', async () => {
  await using brain = await testBrain()
  const { people, witness } = await cast(brain)
  let rooms = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { maxLength: 12 }), { maxLength: 4 }), async (batches) => {
      const stage = await open(brain, people, { witness, room: `all-${++rooms}` })
      const first = await kept(stage)
      for (const batch of batches) {
        await Promise.allSettled(batch.map((one) => give(stage, one)))
        await brain.turn()
        await agree(stage, first)
      }
    }),
    { numRuns: 60 },
  )
  // Which of them were allowed is chance; that none ever was would prove nothing.
  const acts = ['room.role', 'room.kicked', 'room.banned', 'room.settings']
  expect(witness.names().some((name) => acts.includes(name))).toBe(true)
})
