// Whether a request that a browser makes comes from a page of ours. Knows headers only, no wire.

import type { IncomingHttpHeaders } from 'node:http'

/**
 * True for whoever is no browser (no `Origin`), for a page that this very address served, and for the pages in `allowed`,
 * each written as an origin: `https://chat.example.org`. Other people's pages may not act in their visitors' names.
 */
export function isOwnPage(headers: IncomingHttpHeaders, allowed: readonly string[] = []): boolean {
  const { origin, host } = headers
  if (origin === undefined) return ownSites.has(String(headers['sec-fetch-site'] ?? 'none'))
  return allowed.includes(origin) || (host !== undefined && hostOf(origin) === host.toLowerCase())
}

// Browsers say on every request where it comes from; `none` is a person who typed the address.
const ownSites = new Set(['none', 'same-origin'])

/** `http://localhost:11111` → `localhost:11111`; undefined for `null` and for what is no origin at all. */
function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host || undefined
}
