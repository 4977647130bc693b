// What the clients' brain needs from a browser: a line to the server, time, chance, and a place for its token.

import type { Clock, Dial, Http, Keep, Kept, Random } from '@hubbub/client'

/** The origin that this page came from is the server. */
export const server = location.origin

export const dial: Dial = (url, ears) => {
  const socket = new WebSocket(url)
  const over = new AbortController()
  const { signal } = over
  const gone = (why: string): void => {
    over.abort()
    socket.close()
    ears.closed(why)
  }
  socket.addEventListener('open', () => ears.opened(), { signal })
  socket.addEventListener('message', ({ data }) => typeof data === 'string' && ears.heard(data), { signal })
  socket.addEventListener('close', ({ reason }) => gone(reason === '' ? 'the connection was lost' : reason), { signal })
  // A line without a network breaks only when somebody waits for an answer on it; the browser knows at once.
  addEventListener('offline', () => gone('there is no network'), { signal })
  return {
    send: (text) => socket.send(text),
    close() {
      over.abort()
      socket.close()
    },
  }
}

export const clock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}

export const random: Random = {
  unit: () => Math.random(),
  id: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(36).padStart(2, '0')).join(''),
}

export const http: Http = async ({ method, url, headers }) => {
  const answer = await fetch(url, { method, headers })
  return { status: answer.status, body: bytesOf(answer), text: () => answer.text() }
}

async function* bytesOf({ body }: Response): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader()
  for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) yield read.value
}

const tokenKey = 'hubbub.token'

export const keep: Keep = {
  load() {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(tokenKey) ?? 'null')
      return isKept(kept) ? kept : undefined
    } catch {
      return undefined
    }
  },
  save(kept) {
    if (kept === undefined) localStorage.removeItem(tokenKey)
    else localStorage.setItem(tokenKey, JSON.stringify(kept))
  },
}

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'token' in value && 'epoch' in value
}
