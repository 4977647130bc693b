// A room as an operator means it: any that is open, or a closed one by the slug under which it is shown.

import { Refusal } from '@hubbub/protocol'

import type { Brain } from '../../brain.ts'
import type { StoredRoom } from '../../ports.ts'
import { findRoom } from '../../room/kit/find.ts'

export async function storedRoom({ ports: { store } }: Brain, ref: string): Promise<StoredRoom> {
  const room = (await store.closedRoom({ slug: ref })) ?? (await findRoom(store, ref))
  if (room === undefined) throw new Refusal('no-such-room', ref)
  return room
}
