// The way to the search page: its address, and the keys that lead there.

import { useEffect } from 'react'

import { go, readRoute } from '../../state/route.ts'

export function pathOfSearch(text: string): string {
  return text === '' ? '/search' : `/search?q=${encodeURIComponent(text)}`
}

/** What the address of the page looks for. */
export function searchedFor(): string {
  return new URLSearchParams(location.search).get('q') ?? ''
}

/** Ctrl+K (⌘K) looks everywhere, Ctrl+Shift+F (⌘⇧F) in the room that is open. */
export function useSearchShortcut(): void {
  useEffect(() => {
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return
  const key = event.key.toLowerCase()
  if (key === 'k' && !event.shiftKey) go('/search')
  else if (key === 'f' && event.shiftKey) go(pathOfSearch(here()))
  else return
  event.preventDefault()
}

function here(): string {
  const route = readRoute(location.pathname)
  return route.kind === 'room' ? `in:${route.room} ` : ''
}
