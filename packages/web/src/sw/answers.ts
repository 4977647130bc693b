// What the service worker answers itself: the client's own files, and its page when the server cannot be reached.

interface Kept {
  /** Of the cache. */
  readonly name: string
  readonly origin: string
}

/** The addresses that the client itself tells apart; all of them are one page. */
const pages = /^\/(?:(?:r|i|claim)\/.*|search|settings|admin|)$/u

/** Undefined for everything that goes to the server as if there were no worker. */
export function answerFor(request: Request, { name, origin }: Kept): Promise<Response> | undefined {
  const { origin: at, pathname } = new URL(request.url)
  if (at !== origin || request.method !== 'GET') return undefined
  if (request.mode === 'navigate') return pages.test(pathname) ? pageOf(request, name) : undefined
  if (pathname.startsWith('/assets/')) return fromCache(request, name)
  return undefined
}

/** The newest page there is, so that a new client is seen at once; the kept one without a connection. */
async function pageOf(request: Request, name: string): Promise<Response> {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match('/', { cacheName: name })) ?? Response.error()
  }
}

/** These are named after their content: what is kept is what would come. */
async function fromCache(request: Request, name: string): Promise<Response> {
  return (await caches.match(request, { cacheName: name })) ?? fetch(request)
}
