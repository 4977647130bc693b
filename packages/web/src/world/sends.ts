// Where messages wait that are not stored yet: they outlive the page. Each tab has a place of its own, so that none overwrites another's.

import type { KeepSends, KeptSend } from '@hubbub/client'

const prefix = 'hubbub.sends.'
const key = `${prefix}${crypto.randomUUID()}`

/** What other tabs had when they ended, or still have: the server takes each message once, whoever repeats it. */
let adopted: readonly string[] = []

export const sends: KeepSends = {
  load() {
    adopted = Object.keys(localStorage).filter((name) => name.startsWith(prefix))
    const all = adopted.flatMap((name) => read(localStorage.getItem(name)))
    return [...new Map(all.map((send) => [send.input.clientId, send])).values()]
  },
  save(now) {
    if (now.length > 0) localStorage.setItem(key, JSON.stringify(now))
    else localStorage.removeItem(key)
    for (const name of adopted) localStorage.removeItem(name)
    adopted = []
  },
}

function read(text: string | null): readonly KeptSend[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(kept) ? kept.filter(isSend) : []
  } catch {
    return []
  }
}

function isSend(value: unknown): value is KeptSend {
  if (typeof value !== 'object' || value === null || !('input' in value) || !('at' in value)) return false
  const { input } = value
  return typeof input === 'object' && input !== null && 'clientId' in input && 'body' in input
}
