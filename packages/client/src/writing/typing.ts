// Tells a room that we are typing there: seldom enough, that we have paused, and that we are done.

import { limits } from '@hubbub/protocol'

import type { Client } from '../options.ts'
import type { Clock } from '../ports.ts'

export interface Typing {
  /** A key was pressed, and this is what stands there now; with nothing there we are done. */
  typed(text: string): void
  /** What stood there was sent: that says by itself that we are done. */
  sent(): void
  /** Nothing more is told. */
  close(): void
}

type Mode =
  | { readonly kind: 'done' }
  | { readonly kind: 'active'; readonly toldAt: number }
  | { readonly kind: 'paused' }

export function openTyping(client: Pick<Client, 'do'>, clock: Clock, room: string): Typing {
  let mode: Mode = { kind: 'done' }
  let cancelTimer = (): void => {}

  /** Whether it arrives does not matter: it is soon overdue. */
  const tell = (state: 'active' | 'paused' | 'done'): void => {
    void client.do('message.typing', { room, state }).catch(() => {})
  }
  const active = (): void => {
    const now = clock.now()
    cancelTimer()
    cancelTimer = clock.after(limits.typing_every_ms, paused)
    if (mode.kind === 'active' && Math.abs(now - mode.toldAt) < limits.typing_every_ms) return
    mode = { kind: 'active', toldAt: now }
    tell('active')
  }
  const paused = (): void => {
    mode = { kind: 'paused' }
    tell('paused')
  }
  const done = (): void => {
    cancelTimer()
    if (mode.kind !== 'done') tell('done')
    mode = { kind: 'done' }
  }
  return {
    typed: (text) => (text === '' ? done() : active()),
    sent() {
      cancelTimer()
      mode = { kind: 'done' }
    },
    close: done,
  }
}
