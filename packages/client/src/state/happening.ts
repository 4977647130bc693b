// Everything that can change what a client knows: the server's events, the replies it gave, and the connection's own ups and downs.

import type { AnyEvent, Asked, CommandName, Reply } from '@hubbub/protocol'

import type { ConnectionState } from '../connection.ts'
import type { OutboxState } from '../writing/pending.ts'

/** A command that the server has carried out. */
export type Answered = { [Name in CommandName]: AnsweredCommand<Name> }[CommandName]
export interface AnsweredCommand<Name extends CommandName> {
  readonly name: Name
  readonly input: Asked<Name>
  readonly reply: Reply<Name>
}

export type Happening =
  /** `stored` is the clientId of a send of ours that has no answer yet, and that this event shows to be stored. */
  | { readonly kind: 'event'; readonly event: AnyEvent; readonly stored?: string }
  | { readonly kind: 'answered'; readonly answered: Answered }
  | { readonly kind: 'connection'; readonly connection: ConnectionState }
  /** What waits to be sent, or was refused, is this now. */
  | { readonly kind: 'outbox'; readonly pending: OutboxState }
  /** Somebody who was typing has not been heard of for a while. */
  | { readonly kind: 'overdue'; readonly room: string; readonly person: number }
  /** The server cannot take up where we were: everything known is void, and we enter as if for the first time. */
  | { readonly kind: 'anew'; readonly why: 'wrong-epoch' | 'resume-unknown' }

/** What a slice of the state makes of the happenings it cares for; it stays as it is for all others. */
export interface Reducer<Slice> {
  readonly events?: { readonly [Name in AnyEvent['name']]?: (slice: Slice, payload: PayloadOf<Name>) => Slice }
  readonly answers?: { readonly [Name in CommandName]?: (slice: Slice, answered: AnsweredCommand<Name>) => Slice }
  readonly overdue?: (slice: Slice, about: Overdue) => Slice
  readonly anew?: (slice: Slice) => Slice
}

type Overdue = Extract<Happening, { kind: 'overdue' }>

type PayloadOf<Name extends AnyEvent['name']> = Extract<AnyEvent, { name: Name }>['payload']

export function reduce<Slice>(reducer: Reducer<Slice>, slice: Slice, happening: Happening): Slice {
  if (happening.kind === 'anew') return reducer.anew?.(slice) ?? slice
  if (happening.kind === 'overdue') return reducer.overdue?.(slice, happening) ?? slice
  if (happening.kind === 'event') return call(reducer.events, slice, happening.event.name)(happening.event.payload)
  if (happening.kind === 'answered') return call(reducer.answers, slice, happening.answered.name)(happening.answered)
  return slice
}

// A row's key and its argument come from the same happening, which the compiler cannot see across the union.
function call<Slice>(rows: object | undefined, slice: Slice, name: string): (about: unknown) => Slice {
  const row = (rows as Record<string, ((slice: Slice, about: unknown) => Slice) | undefined> | undefined)?.[name]
  return (about) => (row === undefined ? slice : row(slice, about))
}
