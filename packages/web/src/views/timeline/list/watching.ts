// Whether somebody looks at this page: it is in sight, and what is typed goes to it.

import { useSyncExternalStore } from 'react'

export function isWatching(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}

export function useWatching(): boolean {
  return useSyncExternalStore(subscribe, isWatching)
}

function subscribe(listener: () => void): () => void {
  const stop = new AbortController()
  for (const name of ['focus', 'blur']) addEventListener(name, listener, stop)
  document.addEventListener('visibilitychange', listener, stop)
  return () => stop.abort()
}
