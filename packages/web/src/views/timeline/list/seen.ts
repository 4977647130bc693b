// Tells the server how far somebody has read: at once the first time, and then at most so often.

import { limits } from '@hubbub/protocol'

export interface SeenPorts {
  readonly now: () => number
  readonly after: (ms: number, then: () => void) => () => void
  readonly send: (seq: number) => void
}

export interface Seen {
  see(seq: number): void
  close(): void
}

export function openSeen({ now, after, send }: SeenPorts): Seen {
  let [sent, seen, sentAt] = [0, 0, -Infinity]
  let cancel: (() => void) | undefined
  const tell = (): void => {
    cancel = undefined
    if (seen <= sent) return
    ;[sent, sentAt] = [seen, now()]
    send(seen)
  }
  return {
    see(seq) {
      seen = Math.max(seen, seq)
      if (seen <= sent || cancel !== undefined) return
      const wait = limits.read_marker_every_ms - (now() - sentAt)
      if (wait <= 0) tell()
      else cancel = after(Math.min(wait, limits.read_marker_every_ms), tell)
    },
    close() {
      cancel?.()
      tell()
    },
  }
}
