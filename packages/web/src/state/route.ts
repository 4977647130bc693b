// Where somebody is in the client, as the address of the page says it.

import { useSyncExternalStore } from 'react'

export type Route =
  | { readonly kind: 'home' }
  /** A room, and with `seq` a place in it: `/r/dev-talk/42`. */
  | { readonly kind: 'room'; readonly room: string; readonly seq?: number }
  /** A link that leads into a room. */
  | { readonly kind: 'link'; readonly link: string }
  /** The link that makes its holder the server's operator. */
  | { readonly kind: 'claim'; readonly claim: string }
  | { readonly kind: 'search' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'admin' }

const pages = { '/search': 'search', '/settings': 'settings', '/admin': 'admin' } as const

export function readRoute(path: string): Route {
  const page = Object.entries(pages).find(([at]) => at === path)?.[1]
  if (page !== undefined) return { kind: page }
  const [, first, second = '', third] = path.split('/').map(decoded)
  if (second === '') return { kind: 'home' }
  if (first === 'i') return { kind: 'link', link: second }
  if (first === 'claim') return { kind: 'claim', claim: second }
  if (first !== 'r') return { kind: 'home' }
  const seq = /^\d{1,15}$/u.test(third ?? '') ? Number(third) : undefined
  return { kind: 'room', room: second, ...(seq === undefined ? {} : { seq }) }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export function pathOf(room: string, seq?: number): string {
  return `/r/${encodeURIComponent(room)}${seq === undefined ? '' : `/${seq}`}`
}

const listeners = new Set<() => void>()
let route = readRoute(location.pathname)

function changed(): void {
  route = readRoute(location.pathname)
  for (const listener of listeners) listener()
}

addEventListener('popstate', changed)

/** Goes somewhere else; the way back leads here unless this place is replaced. */
export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'replace') history.replaceState(null, '', path)
  else history.pushState(null, '', path)
  changed()
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, () => route)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
