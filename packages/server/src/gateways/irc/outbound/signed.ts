// Somebody signs in or out: the same one under another name, or one who goes and is somebody who was here already.

import type { Before, HeardEvent, PersonView, RoomView, Whereabouts } from '@hubbub/core'

import type { Out } from '../lines/line.ts'
import { isSameName, nickOf } from '../names.ts'
import type { Viewer } from '../viewer.ts'
import { isOneself, personOf, sharedChannels, unwatchedLines, watchedLines, watchesAll } from './concern.ts'
import { joinLines, roleLines } from './joining.ts'
import { lineOf } from './lines.ts'

type Signed = HeardEvent<'person.signed-in' | 'person.signed-out'>

/** One who has changed, as one client saw them before. */
interface Seen {
  readonly viewer: Viewer
  readonly here: PersonView
  readonly before: Before
  readonly was: Signed['payload']['was']
}

export function signed({ payload: { person, was }, before }: Signed, viewer: Viewer): Out[] {
  const here = personOf(viewer, person)
  if (here === undefined || before === undefined) return []
  const seen = { viewer, here, before, was }
  // On the devices of whoever has signed in it is they themselves who change, whoever else they are now.
  const isOwn = before.was.sessions.has(viewer.session)
  return isOwn || before.now === undefined ? changed(seen, isOwn) : gone(seen, before.now)
}

/** The same for the client that has brought it about, which is answered with the account. */
export function signedHere(heard: Signed, viewer: Viewer): Out[] {
  return signed(heard, viewer).filter(({ verb }) => verb !== 'ACCOUNT')
}

/** ACCOUNT, NICK if the name is another, and whatever they may do now that they might not before, or come into. */
function changed(seen: Seen, isOwn: boolean): Out[] {
  const { viewer, here, before, was } = seen
  const source = sourceOf(seen)
  const { server } = viewer
  const met = isOwn || sharedChannels(viewer, before.was.roles).length > 0
  const account = { ...lineOf(here.author, server, { verb: 'ACCOUNT', params: [here.author.account ?? '*'] }), source }
  const nick = { ...lineOf(here.author, server, { verb: 'NICK', params: [nickOf(here.author)] }), source }
  const isRenamed = here.author.name !== was.name
  return [
    ...(isOwn ? goneHere(seen) : []),
    ...(viewer.has.has('account-notify') && (met || watchesAll(viewer, nickOf(was))) ? [account] : []),
    ...(isRenamed && met ? [nick] : []),
    ...(isRenamed && !isSameName(here.author.name, was.name)
      ? [...unwatchedLines(viewer, was.name), ...watchedLines(viewer, here)]
      : []),
    ...(isOwn ? ownModeLines(viewer, before.was) : []),
    ...roles(seen, before.was),
    ...(isOwn ? [] : comes(seen, before.was)),
  ]
}

/** The guest is gone: who they are now is here on other devices, and comes into the guest's rooms. */
function gone(seen: Seen, now: Whereabouts): Out[] {
  const { viewer, before, was, here } = seen
  const params = [`Signed in as ${nickOf(here.author)}`]
  const quit = { ...lineOf(was, viewer.server, { verb: 'QUIT', params }), source: sourceOf(seen) }
  return [
    ...(sharedChannels(viewer, before.was.roles).length > 0 ? [quit] : []),
    ...unwatchedLines(viewer, was.name),
    ...roles(seen, now),
    // One's own devices come into channels by themselves.
    ...(isOneself(viewer, here) ? [] : comes(seen, now)),
  ]
}

/** Whom the client is now it knew as somebody else so far: a nick cannot be there twice. */
function goneHere({ viewer, before, here }: Seen): Out[] {
  if (before.now === undefined || sharedChannels(viewer, before.now.roles).length === 0) return []
  return [lineOf(here.author, viewer.server, { verb: 'QUIT', params: ['You are signed in as them'] })]
}

/** JOIN in the channels in which they were not seen before. */
function comes({ viewer, here }: Seen, seenBefore: Whereabouts): Out[] {
  return sharedChannels(viewer, here.rooms)
    .filter(({ slug }) => !seenBefore.roles.has(slug))
    .flatMap((room) => joinLines(viewer, here, room))
}

/** MODE in the channels in which they were. */
function roles({ viewer, here }: Seen, { roles: known }: Whereabouts): Out[] {
  return sharedChannels(viewer, known).flatMap((room: RoomView) =>
    roleLines(viewer, here, { room, was: known.get(room.slug) ?? 'member' }),
  )
}

function sourceOf({ before, was }: Seen): string {
  return `${nickOf(was)}!${before.was.user}@${before.was.host}`
}

const ownModes = [
  ['B', 'bot'],
  ['o', 'operator'],
] as const

/** One's own modes where they are others now: they change on all devices. */
export function ownModeLines(viewer: Viewer, before: Whereabouts | undefined): Out[] {
  const { person, server, nick } = viewer
  if (person === undefined || before === undefined) return []
  const letters = (sign: '+' | '-'): string => {
    const some = ownModes.filter(([, name]) => person[name] !== before[name] && person[name] === (sign === '+'))
    return some.length === 0 ? '' : sign + some.map(([letter]) => letter).join('')
  }
  const change = letters('+') + letters('-')
  return change === '' ? [] : [lineOf(person.author, server, { verb: 'MODE', params: [nick, change] })]
}
