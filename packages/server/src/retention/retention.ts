// When a server lets go of what is too old: at its start and every hour, in the background.

import type { Log } from '@hubbub/core'

import { letGo, type LettingGo } from './let-go.ts'

export interface RetentionPorts extends LettingGo {
  readonly log: Log
}

export interface Retention {
  /** Begins nothing more; resolves when what was begun has ended, which takes the store to answer or to close. */
  close(): Promise<void>
}

export function openRetention(ports: RetentionPorts): Retention {
  const { clock, limits, log } = ports
  const ending = new AbortController()
  let cancelNext = (): void => undefined
  async function round(): Promise<void> {
    try {
      await letGo(ports, ending.signal)
    } catch (cause) {
      if (!ending.signal.aborted) log.warn({ cause }, 'what is too old could not all be removed; trying again later')
    }
    if (!ending.signal.aborted) cancelNext = clock.after(limits.forget_every_ms, begin)
  }
  let current = round()
  function begin(): void {
    current = round()
  }
  return {
    close() {
      ending.abort()
      cancelNext()
      return current
    },
  }
}
