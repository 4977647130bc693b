// What somebody did, as a sentence that begins with their name, for wires that carry nothing but text.

import type { HeardEvent } from '@hubbub/core'
import type { Author, Ban, BanList, EventName, Message, Payload, Role, RoomSettings } from '@hubbub/protocol'

/** `alice` `set the topic: Tea`; what is done may have many lines. */
export interface Deed {
  readonly by: Author
  readonly does: string
}

const deeds = {
  'room.topic': ({ by, topic }) => ({ by, does: topic === '' ? 'cleared the topic' : `set the topic: ${topic}` }),
  'room.settings': ({ by, ...now }) => ({ by, does: `changed this room: ${settingsText(now)}` }),
  'room.role': ({ by, person, role }) => ({ by, does: `made ${person.name} ${roleText[role]}` }),
  'room.kicked': ({ by, person, reason }) => ({ by, does: `sent ${person.name} out${because(reason)}` }),
  'room.banned': ({ by, ban }) => ({ by, does: banned[ban.list](ban.mask) + because(ban.reason) }),
  'room.unbanned': ({ by, mask, list }) => ({ by, does: unbanned[list](mask) }),
  'room.renamed': ({ by, room, reason }) => ({ by, does: `renamed this room to ${room.name}${because(reason)}` }),
  'room.knocked': ({ person, reason }) => ({ by: person, does: `asks to be let in${because(reason)}` }),
  'room.someone-invited': ({ by, person }) => ({ by, does: `invited ${person.name}` }),
  'message.edited': ({ author, body }) => ({ by: author, does: `corrects: ${body}` }),
  'message.erased': ({ by, author, reason }) => ({
    by,
    does: (by.id === author.id ? 'took a message back' : `took back a message of ${author.name}`) + because(reason),
  }),
  'message.reacted': ({ by, author, text, on }) => ({
    by,
    does: on ? `reacted ${text} to a message of ${author.name}` : `took ${text} back from a message of ${author.name}`,
  }),
  'server.announced': ({ by, to, body }) => ({
    by,
    does: `tells ${to === 'everyone' ? 'everybody' : 'the operators'}: ${body}`,
  }),
} satisfies { readonly [Name in EventName]?: (payload: Payload<Name>) => Deed }

/** The events that are somebody's deed. */
export type DeedName = keyof typeof deeds

export function deedOf<Name extends DeedName>({ name, payload }: HeardEvent<Name>): Deed {
  // A row takes the payload of the event it stands under, which a type cannot say of a name known only at run time.
  const row = deeds[name] as (payload: Payload<Name>) => Deed
  return row(payload)
}

/** What is said, in words: nothing is left of what was taken back, and `/me waves` says who waves. */
export function wordsOf({ body, kind, erased }: Message, author: string): string {
  if (erased !== undefined) return '(taken back)'
  if (kind === 'action') return `* ${author} ${body}`
  return kind === 'notice' ? `(notice) ${body}` : body
}

/** `(to moderators) look` */
export function asideText({ least, body, kind }: Payload<'message.aside'>, author: string): string {
  return `${asideTo[least]} ${kind === 'action' ? `* ${author} ${body}` : body}`
}

/** Whom something that is not for the whole room is for. */
export const asideTo = { voice: '(to voices)', moderator: '(to moderators)' } as const

export const roleText = {
  owner: 'an owner',
  moderator: 'a moderator',
  voice: 'a voice',
  member: 'a member like all others',
} as const satisfies Record<Role, string>

export function because(reason: string | undefined): string {
  return reason === undefined || reason === '' ? '' : `: ${reason}`
}

type OfMask = { readonly [List in BanList]: (mask: Ban['mask']) => string }

const banned: OfMask = {
  'ban': (mask) => `keeps ${mask} out`,
  'ban-exception': (mask) => `lets ${mask} in, whatever else is banned`,
  'invite-exception': (mask) => `lets ${mask} in without an invitation`,
  'mute': (mask) => `lets ${mask} read and not speak`,
}

const unbanned: OfMask = {
  'ban': (mask) => `lets ${mask} in again`,
  'ban-exception': (mask) => `makes no exception for ${mask} any more`,
  'invite-exception': (mask) => `asks ${mask} for an invitation again`,
  'mute': (mask) => `lets ${mask} speak again`,
}

type Kept = Pick<Payload<'room.settings'>, 'kind' | 'settings' | 'changed'>

/** What is true now of what has changed. */
function settingsText({ kind, settings, changed }: Kept): string {
  const says = changed.flatMap((name) => (isSetting(name) ? [settingText[name](settings)] : []))
  if (changed.includes('kind'))
    says.unshift(kind === 'invite-only' ? 'joining takes an invitation' : 'anybody may join')
  return says.join(', ')
}

function isSetting(name: string): name is keyof typeof settingText {
  return Object.hasOwn(settingText, name)
}

const settingText = {
  moderated: ({ moderated }) => (moderated ? 'only voices and moderators speak' : 'everybody speaks'),
  accountsJoin: ({ accountsJoin }) => (accountsJoin ? 'joining takes an account' : 'joining takes no account'),
  accountsSpeak: ({ accountsSpeak }) => (accountsSpeak ? 'speaking takes an account' : 'speaking takes no account'),
  topicLocked: ({ topicLocked }) => (topicLocked ? 'only moderators set the topic' : 'everybody sets the topic'),
  secret: ({ secret }) => (secret ? 'it is not listed' : 'it is listed'),
  open: ({ open }) => (open ? 'people outside may speak' : 'only members speak'),
  noCtcp: ({ noCtcp }) => (noCtcp ? 'requests between programs are refused' : 'requests between programs pass'),
  membersInvite: ({ membersInvite }) => (membersInvite ? 'every member may invite' : 'only moderators invite'),
  key: ({ key }) => (key === undefined ? 'joining takes no key' : 'joining takes a key'),
  limit: ({ limit }) => (limit === undefined ? 'any number may join' : `${limit} members are the most`),
} as const satisfies { readonly [Name in keyof RoomSettings]-?: (settings: RoomSettings) => string }
