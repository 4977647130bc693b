// Has the browser keep the client for when there is no connection, and leads to where a notification came from.

/** The one text that becomes a script here, and the only policy that the page allows. */
interface Policy {
  createScriptURL(url: string): string
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy
}

export function keepForOffline(go: (path: string) => void): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ go?: unknown }>) => {
    if (typeof data.go === 'string') go(data.go)
  })
  // Where pages may not keep anything the client works all the same.
  navigator.serviceWorker.register(scriptUrl()).catch(() => {})
}

function scriptUrl(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  const policy = trustedTypes?.createPolicy('hubbub', { createScriptURL: (url) => (url === '/sw.js' ? url : '') })
  return policy?.createScriptURL('/sw.js') ?? '/sw.js'
}
