// What rooms and people need of a session: that it can take a place, give it up, be told, and be sent away.

import type { Payload } from '@hubbub/protocol'

import type { Heard, Listener } from '../ports.ts'
import type { LocalRoom } from '../room/rooms.ts'

/** `Person` is who sits there, so that this file need not know people. */
export interface Seated<Person> {
  readonly listener: Listener
  readonly rooms: ReadonlyMap<string, LocalRoom>
  /** From here on the session speaks as this person. */
  begin(person: Person): void
  /** Takes a place in a room; hearing it begins with `hear`. */
  sit(room: LocalRoom): void
  /** Gives up the place in a room, and with it hearing it. */
  stand(room: LocalRoom): void
  /** Hears a room from after `from` on. */
  hear(room: LocalRoom, from: number): void
  tell(heard: Heard): void
  /** Tells the session why it ends, and ends it. */
  sendAway(why: Payload<'session.closing'>): void
}
