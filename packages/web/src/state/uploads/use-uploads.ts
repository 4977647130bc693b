// The uploads of this page's client, and a view of those of one room.

import type { Client } from '@hubbub/client'
import { useSyncExternalStore } from 'react'

import { alone, keptSharings } from '../../world/sharings.ts'
import { clock, random } from '../../world/ports.ts'
import { useClient } from '../chat.tsx'
import { type Sharing, Uploads } from './uploads.ts'

const byClient = new WeakMap<Client, Uploads>()

/** From the first time on, what an earlier page did not bring to its end goes on. */
function uploadsOf(client: Client): Uploads {
  const known = byClient.get(client)
  if (known !== undefined) return known
  const nextId = (): string => `${clock.now().toString(36)}-${random.id()}`
  const uploads = new Uploads({ client, keep: keptSharings, now: clock.now, nextId, alone })
  byClient.set(client, uploads)
  void uploads.restore()
  return uploads
}

export function useUploads(): Uploads {
  return uploadsOf(useClient())
}

export function useSharings(room: string): readonly Sharing[] {
  const uploads = useUploads()
  return useSyncExternalStore(uploads.subscribe, () => uploads.in(room))
}
