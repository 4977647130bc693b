// How a browser sends files: over tus-js-client, loaded when there is one to be sent; what is unfinished goes on after a reload.

import { type Begun, type ClientOptions, tusSender, type Unfinished } from '@hubbub/client'
import { limits } from '@hubbub/protocol'

/** The parts of a browser's storage that are used. */
export interface Places {
  getItem(key: string): string | null
  setItem(key: string, text: string): void
}

/** What the client is to be made with so that it can share files. Their source is a Blob. */
export function uploads(places: Places, now = Date.now): Required<Pick<ClientOptions, 'sendFile' | 'unfinished'>> {
  return { sendFile, unfinished: unfinishedIn(places, now) }
}

/** Another one when the file has changed. */
export function fingerprintOf(file: { readonly name: string; readonly size: number; readonly lastModified: number }) {
  return `${file.name} ${file.size} ${file.lastModified}`
}

const sendFile = tusSender(async ({ source, options, unreadable }) => {
  const blob = source as Blob
  // A file that was changed or removed since it was picked looks like a broken line to XMLHttpRequest.
  await blob.slice(0, 1).arrayBuffer().catch(unreadable)
  const { Upload } = await import('tus-js-client')
  return new Upload(blob, options)
})

const place = 'hubbub.uploads'

interface Kept extends Begun {
  readonly at: number
}

/** Kept for as long as the server keeps them. */
function unfinishedIn(places: Places, now: () => number): Unfinished {
  const read = (): Record<string, Kept> => {
    try {
      const kept = Object.entries(JSON.parse(places.getItem(place) ?? '{}') as Record<string, Kept>)
      return Object.fromEntries(kept.filter(([, { at }]) => now() - at < limits.upload_kept_ms))
    } catch {
      return {}
    }
  }
  return {
    load: (key) => read()[key],
    save(key, begun) {
      const kept = new Map(Object.entries(read()))
      if (begun === undefined) kept.delete(key)
      else kept.set(key, { ...begun, at: now() })
      write(places, Object.fromEntries(kept))
    },
  }
}

function write(places: Places, kept: Record<string, Kept>): void {
  try {
    places.setItem(place, JSON.stringify(kept))
  } catch {
    // A full or forbidden storage costs going on after a reload, and nothing else.
  }
}
