// Which addresses in a message are links, and which of them lead to a place on this server.

const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'irc:', 'ircs:'])

const permalink = /^\/r\/[^/]+(?:\/\d{1,15})?$/u

export interface Target {
  readonly href: string
  /** Set when it leads into a room of this server: the path to go to without leaving the page. */
  readonly inside?: string
}

/** Where an address leads; undefined for one that nothing should lead to. `origin` is this server. */
export function targetOf(address: string, origin: string): Target | undefined {
  const path = permalink.test(address) ? address : undefined
  const url = URL.parse(path ?? address, path === undefined ? undefined : origin)
  if (url === null || !schemes.has(url.protocol)) return undefined
  const { href, pathname } = url
  const isInside = url.origin === origin && permalink.test(pathname) && url.search === '' && url.hash === ''
  return isInside ? { href, inside: pathname } : { href }
}

// What may stand around a link in a sentence, and ends it.
const bare = /(?<![\p{L}\p{N}])(?:ircs?:\/\/|mailto:)[^\s<>"'`]+/giu

export interface Found {
  readonly at: number
  readonly text: string
}

/** The addresses in plain text that are not written for the web: `irc://…` and `mailto:…`. */
export function bareLinks(text: string): readonly Found[] {
  return [...text.matchAll(bare)].map(({ index, 0: whole }) => ({ at: index, text: trimmed(whole) }))
}

/** The full stop after an address is the sentence's. Step by step: an expression could go back over its steps. */
function trimmed(address: string): string {
  let end = address.length
  while ('.,;:!?)]}’”'.includes(address.charAt(end - 1)) && end > 0) end--
  return address.slice(0, end)
}
