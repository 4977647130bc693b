// Notices when somebody who was typing has not been heard of for a while.

import type { Payload } from '@hubbub/protocol'

import type { Clock } from './ports.ts'
import { typingLastsMs } from './state/typing.ts'

export class Overdue {
  readonly #clock: Clock
  readonly #tell: (room: string, person: number) => void
  /** By room and person, how not to tell of them. */
  readonly #cancels = new Map<string, () => void>()

  constructor(clock: Clock, tell: (room: string, person: number) => void) {
    this.#clock = clock
    this.#tell = tell
  }

  /** Somebody was heard of: whatever they were waited for before is over. */
  typed({ room, person: { id }, state }: Payload<'message.typing'>): void {
    const key = `${room} ${id}`
    this.#cancels.get(key)?.()
    this.#cancels.delete(key)
    if (state === 'done') return
    const cancel = this.#clock.after(typingLastsMs[state], () => {
      this.#cancels.delete(key)
      this.#tell(room, id)
    })
    this.#cancels.set(key, cancel)
  }

  /** Nobody is waited for any more. */
  stop(): void {
    for (const cancel of this.#cancels.values()) cancel()
    this.#cancels.clear()
  }
}
