// How a message type is declared: once, with everything that follows from it (types, checks, help, docs, fuzz inputs).

import type * as z from 'zod/mini'

import type { ErrorCode } from './errors.ts'

/**
 * Who may give a command: before saying a name, after it, as a member or a moderator of the room that `input.room` names, or
 * as an operator of the server. Operators may do what moderators may.
 */
export type Who = 'anyone' | 'identified' | 'member' | 'moderator' | 'operator'

/** Whose entry, named by `input.room` and `input.seq`, a command may change. */
export type Whose = 'own' | 'own, or any as a moderator'

/** One argument of a slash command. `word` may be quoted; `rest` is all that follows; `words` is a list of words. */
export interface SlashTake {
  readonly field: string
  readonly as: 'word' | 'rest' | 'words' | 'number'
  readonly optional?: true
}

/** A spelling of a command for people who type: `/word takes…`. `here` fills `room` with the room one is in. */
export interface SlashForm {
  readonly word: string
  readonly aliases?: readonly string[]
  readonly takes: readonly SlashTake[]
  readonly here?: true
  readonly fixed?: Readonly<Record<string, unknown>>
  readonly says: string
}

export interface CommandDeclaration<
  Input extends z.ZodMiniType = z.ZodMiniType,
  Reply extends z.ZodMiniType = z.ZodMiniType,
  May extends Who = Who,
> {
  readonly summary: string
  readonly who: May
  /** The entry that the command changes has to be one's own, or one has to be a moderator. */
  readonly whose?: Whose
  readonly input: Input
  readonly reply: Reply
  readonly errors: readonly ErrorCode[]
  /** Commands that give this field need not wait for one another's replies; order of effects and replies stays. */
  readonly pipelined?: string
  /** The command carries a stream of bytes beside its input, on wires that can carry one. */
  readonly content?: true
  readonly slash?: readonly SlashForm[]
  readonly example: { readonly input: z.input<Input>; readonly reply: z.input<Reply> }
}

/**
 * Who hears an event: everybody in a room (in `seq` order when it has one), its moderators, everybody here, or one person's
 * sessions.
 */
export type Hears = 'room' | 'moderators' | 'everyone' | 'person'

export interface EventDeclaration<Payload extends z.ZodMiniType = z.ZodMiniType> {
  readonly summary: string
  readonly hears: Hears
  readonly payload: Payload
  readonly example: z.input<Payload>
}

/** Declares a command; the types of its input and reply follow from the schemas. */
export function command<Input extends z.ZodMiniType, Reply extends z.ZodMiniType, const May extends Who>(
  declaration: CommandDeclaration<Input, Reply, May>,
): CommandDeclaration<Input, Reply, May> {
  return declaration
}

/** Declares an event; the type of its payload follows from the schema. */
export function event<Payload extends z.ZodMiniType>(
  declaration: EventDeclaration<Payload>,
): EventDeclaration<Payload> {
  return declaration
}
