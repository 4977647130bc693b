// How far each room was sent to a device of an account, kept for clients that cannot say it themselves.

import type { Ports } from '../ports.ts'

export interface Device {
  readonly person: number
  readonly device: string
  /** By the room's id, as the store has them. */
  readonly cursors: ReadonlyMap<number, number>
}

/** The session of a device, as far as its cursors go. */
interface Followed {
  readonly ports: Ports
  /** By room id, the newest entry that it was told of. */
  reached(): ReadonlyMap<number, number>
}

/** Saves a session's cursors now and then; what is returned saves them for the last time. */
export function followDevice(session: Followed, { cursors, ...of }: Device): () => void {
  const { store, clock, limits, log } = session.ports
  let saved = cursors

  function save(): void {
    const reached = session.reached()
    if (reached.entries().every(([room, seq]) => saved.get(room) === seq)) return
    saved = reached
    store.saveCursors({ ...of, cursors: reached, at: clock.now() }).catch((cause: unknown) => {
      log.warn({ cause, ...of }, 'how far a device has come could not be saved')
    })
  }
  function saveAgain(): void {
    save()
    cancel = clock.after(limits.device_cursors_save_ms, saveAgain)
  }

  let cancel: () => void
  saveAgain()
  return () => {
    cancel()
    save()
  }
}
