// A value that lasts in this browser: read once, kept in memory, told to whoever listens, in all tabs.

export interface Stored<Value> {
  readonly value: Value
  set(value: Value): void
  subscribe(listener: () => void): () => void
}

/** `read` makes a value of whatever was kept (undefined: nothing), however old or damaged that is. */
export function stored<Value>(key: string, read: (kept: unknown) => Value): Stored<Value> {
  const listeners = new Set<() => void>()
  let value = read(load(key))
  const changed = (now: Value): void => {
    value = now
    for (const listener of listeners) listener()
  }
  addEventListener('storage', (event) => event.key === key && changed(read(load(key))))
  return {
    get value() {
      return value
    },
    set(now) {
      try {
        localStorage.setItem(key, JSON.stringify(now))
      } catch {
        // A full or forbidden storage costs what is remembered, not what is done now.
      }
      changed(now)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function load(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
