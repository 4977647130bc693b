// Every command and every event there is, and the types that follow from their declarations.

import type * as z from 'zod/mini'

import type { CommandDeclaration, EventDeclaration } from './define.ts'
import { accountCommands } from './account.ts'
import { fileCommands, fileEvents } from './file.ts'
import { messageCommands, messageEvents } from './message.ts'
import { moderationCommands, moderationEvents } from './moderation.ts'
import { personCommands, personEvents } from './person.ts'
import { roomCommands, roomEvents } from './room.ts'
import { serverCommands, serverEvents } from './server.ts'
import { sessionCommands, sessionEvents } from './session.ts'

export const commands = {
  ...sessionCommands,
  ...personCommands,
  ...accountCommands,
  ...roomCommands,
  ...moderationCommands,
  ...messageCommands,
  ...fileCommands,
  ...serverCommands,
} satisfies Record<string, CommandDeclaration>

export const events = {
  ...sessionEvents,
  ...personEvents,
  ...roomEvents,
  ...moderationEvents,
  ...messageEvents,
  ...fileEvents,
  ...serverEvents,
} satisfies Record<string, EventDeclaration>

export type CommandName = keyof typeof commands
export type EventName = keyof typeof events

/** A command's input as it may be written by whoever gives it (defaults left out). */
export type Asked<Name extends CommandName> = z.input<(typeof commands)[Name]['input']>
/** A command's input after the check at the door. */
export type Input<Name extends CommandName> = z.output<(typeof commands)[Name]['input']>
export type Reply<Name extends CommandName> = z.output<(typeof commands)[Name]['reply']>
export type Payload<Name extends EventName> = z.output<(typeof events)[Name]['payload']>

/** The commands that only a member, or only a moderator, of the room in `input.room` may give. */
export type MemberCommand = {
  [Name in CommandName]: (typeof commands)[Name]['who'] extends 'member' | 'moderator' ? Name : never
}[CommandName]

export const commandNames = Object.keys(commands) as CommandName[]
export const eventNames = Object.keys(events) as EventName[]

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}

export function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name)
}

/** Any event with its payload, as a union. */
export type AnyEvent = { [Name in EventName]: { readonly name: Name; readonly payload: Payload<Name> } }[EventName]
