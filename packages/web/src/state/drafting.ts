// What is being written in each room: the draft, what it answers, and which message it changes. Drafts last in this browser.

import { isSecret, type Message } from '@hubbub/protocol'
import { useSyncExternalStore } from 'react'

import { stored } from '../world/stored.ts'

export interface Drafting {
  readonly text: string
  /** What it answers. */
  readonly reply?: Message
  /** What it is to replace; `text` is then its new body. */
  readonly editing?: Message
}

const nothing: Drafting = { text: '' }
const texts = stored<Readonly<Record<string, string>>>('hubbub.drafts', readTexts)
const listeners = new Set<() => void>()
const draftings = new Map<string, Drafting>(
  Object.entries(texts.value).map(([room, text]) => [room, { text }] as const),
)

function readTexts(kept: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(typeof kept === 'object' && kept !== null ? kept : {})
  return Object.fromEntries(entries.filter(([, text]) => typeof text === 'string'))
}

export function draftingIn(room: string): Drafting {
  return draftings.get(room) ?? nothing
}

/** Replaces what is being written in a room; without anything it is empty again. */
export function draft(room: string, now: Drafting = nothing): void {
  if (now === nothing || (now.text === '' && !now.reply && !now.editing)) draftings.delete(room)
  else draftings.set(room, now)
  for (const listener of listeners) listener()
  // A password is not left lying about.
  const lasting = now.editing === undefined && !isSecret(now.text) ? now.text : ''
  const others = Object.entries(texts.value).filter(([other]) => other !== room)
  texts.set(Object.fromEntries(lasting === '' ? others : [...others, [room, lasting]]))
}

export function useDrafting(room: string): Drafting {
  return useSyncExternalStore(subscribe, () => draftingIn(room))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
