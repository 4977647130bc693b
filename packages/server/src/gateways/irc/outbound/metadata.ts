// What is noted about persons and channels, as METADATA lines for those who have subscribed (draft/metadata-2).

import type { Author } from '@hubbub/protocol'

import type { Out } from '../lines/line.ts'
import { nickOf } from '../names.ts'
import type { IrcServer, Viewer } from '../viewer.ts'
import { serverLine } from './lines.ts'

export interface Noted {
  /** A nick or a channel. */
  readonly target: string
  readonly key: string
  /** Null when nothing is noted under the key any more. */
  readonly value: string | null
}

export function notedLine(server: IrcServer, { target, key, value }: Noted): Out {
  return serverLine(server, 'METADATA', [target, key, '*', ...(value === null ? [] : [value])])
}

/** A change, for a client that wants to be told. */
export function metadataLines(viewer: Viewer, noted: Noted): Out[] {
  return viewer.subscribes(noted.key) ? [notedLine(viewer.server, noted)] : []
}

type Values = Readonly<Record<string, string>>

// However many are told of somebody who comes, what is noted about them is asked for once.
const asked = new WeakMap<object, Promise<Values>>()

/** Tells what is noted about somebody who has come into sight. `event` is the payload that says so. */
export async function tellNoted(viewer: Viewer, person: Author, event: object): Promise<void> {
  if (viewer.subscribed.size === 0 || !viewer.has.has('draft/metadata-2')) return
  const asking = asked.get(event) ?? valuesOf(viewer, person)
  asked.set(event, asking)
  const target = nickOf(person)
  viewer.event(Object.entries(await asking).flatMap(([key, value]) => metadataLines(viewer, { target, key, value })))
}

/** Nothing of somebody who has gone meanwhile. */
function valuesOf({ session }: Viewer, { name }: Author): Promise<Values> {
  return session.do('person.metadata', { name }).then(
    ({ values }) => values,
    () => ({}),
  )
}
