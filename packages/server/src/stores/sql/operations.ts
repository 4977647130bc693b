// All that the store's two threads can be asked, by name: the changes and the questions.

import { findFile } from './file.ts'
import { invite, joinRoom, leaveRoom, markRead, members, memberships } from './member.ts'
import { append, history } from './message.ts'
import { createRoom, openDirectRoom } from './new-room.ts'
import { createPerson, renamePerson, resumePerson } from './person.ts'
import type { Writing } from './recent.ts'
import { releasePerson } from './release.ts'
import { findRoom, listRooms, setTopic } from './room.ts'
import type { Database } from './sqlite/database.ts'

/** A change finds out whether it may be made before it changes anything; then it throws `Refused` or says so. */
export const writes = {
  createPerson,
  resumePerson,
  renamePerson,
  releasePerson,
  createRoom,
  openDirectRoom,
  joinRoom,
  leaveRoom,
  invite,
  setTopic,
  append,
  markRead,
} satisfies Record<string, (writing: Writing, input: never) => unknown>

export const reads = {
  findRoom,
  listRooms,
  memberships,
  members,
  history,
  findFile,
} satisfies Record<string, (db: Database, input: never) => unknown>

export type Writes = typeof writes
export type Reads = typeof reads

type Operations = Record<string, (on: never, input: never) => unknown>

/** One of them with what it is given, as it travels to its thread. */
export type Operation<Table extends Operations> = {
  readonly [Name in keyof Table]: readonly [name: Name, input: Parameters<Table[Name]>[1]]
}[keyof Table]
