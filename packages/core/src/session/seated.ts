// What rooms and people need of a session: that it can take a place, give it up, and be told.

import type { Heard, RoomView } from '../ports.ts'
import type { LocalRoom } from '../room/rooms.ts'

export interface Seated {
  readonly rooms: ReadonlyMap<string, RoomView>
  /** Takes a place in a room; hearing it begins with `hear`. */
  sit(room: LocalRoom): void
  /** Gives up the place in a room, and with it hearing it. */
  stand(room: LocalRoom): void
  /** Hears a room from after `from` on. */
  hear(room: LocalRoom, from: number): void
  tell(heard: Heard): void
}
