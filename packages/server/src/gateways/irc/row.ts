// How one event is shown on this wire: to a whole channel in one form, or to each by what they may and want to see.

import type { HeardEvent } from '@hubbub/core'
import type { EventName } from '@hubbub/protocol'

import type { CapabilityName } from './offers/capabilities.ts'
import type { Out } from './lines/line.ts'
import type { IrcServer, Viewer } from './viewer.ts'

/** What clients that get the same bytes have in common. */
export interface Form {
  readonly server: IrcServer
  readonly has: ReadonlySet<CapabilityName>
  /** Where links lead: `http://HOST:PORT`. */
  readonly site: string
}

type ToRoom<Name extends EventName> = (heard: HeardEvent<Name>, form: Form) => readonly Out[]
type ToOne<Name extends EventName> = (heard: HeardEvent<Name>, viewer: Viewer) => readonly Out[]

export type Row<Name extends EventName> =
  | 'silent'
  | {
      /** In a channel the same for all whose form is the same. */
      readonly room: ToRoom<Name>
      /** In a direct room, where lines name the other; as in a channel when left out. */
      readonly each?: ToOne<Name>
      /** For the client that brought it about; the same as for the others when left out. */
      readonly own?: ToOne<Name>
      /** What some clients are told besides, after the others and in their own time. */
      readonly after?: (heard: HeardEvent<Name>, viewer: Viewer) => void
    }
  | {
      /** By who hears it; nothing for those whom it does not concern. */
      readonly each: ToOne<Name>
      readonly own?: ToOne<Name>
      readonly after?: (heard: HeardEvent<Name>, viewer: Viewer) => void
    }

export type Rows = { readonly [Name in EventName]: Row<Name> }
