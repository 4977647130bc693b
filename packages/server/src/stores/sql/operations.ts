// All that the store's two threads can be asked, by name: the changes and the questions.

import { acts, forgetActs, recordAct } from './act.ts'
import { filesBytes, filesOf, findFile, hashesOf, keepFile, keptFiles, unshared } from './file.ts'
import { append } from './message/append.ts'
import { editEntry, eraseEntry, react } from './message/change.ts'
import { changedEntries, entry, history } from './message/entry.ts'
import { forget } from './message/forget.ts'
import { happenings, keepSignal } from './message/happening.ts'
import { targets } from './message/targets.ts'
import { metadata, metadataOf, setMetadata } from './metadata.ts'
import { addCertificate, createAccount, findAccount, removeCertificate, setSecret } from './person/account.ts'
import { cursors, saveCursors } from './person/cursor.ts'
import { eraseEntriesOf, forgetPerson } from './person/forget.ts'
import { lookUp } from './person/look-up.ts'
import { hasOperator, setOperator } from './person/operator.ts'
import { createPerson, renamePerson, resumePerson, storedPerson } from './person/person.ts'
import { releasePerson } from './person/release.ts'
import { signIn } from './person/sign-in.ts'
import { addToken, endToken } from './person/token.ts'
import type { Writing } from './recent.ts'
import { addBan, removeBan, serverBans } from './room/ban.ts'
import { createRoom, openDirectRoom, renameRoom } from './room/create.ts'
import { invitations, invite } from './room/invitation.ts'
import { addLink, findLink, removeLinks } from './room/link.ts'
import { markRead } from './room/marker.ts'
import { joinRoom, leaveRoom, members, memberships } from './room/member.ts'
import { closedRoom, findRoom, listRooms } from './room/room.ts'
import { setRole, setSettings, setTopic } from './room/setting.ts'
import { everything } from './search/everything.ts'
import { search } from './search/search.ts'
import type { Database } from './sqlite/database.ts'

/** A change finds out whether it may be made before it changes anything; then it throws `Refused` or says so. */
export const writes = {
  createPerson,
  resumePerson,
  addToken,
  endToken,
  renamePerson,
  releasePerson,
  createAccount,
  setSecret,
  addCertificate,
  removeCertificate,
  signIn,
  saveCursors,
  createRoom,
  openDirectRoom,
  joinRoom,
  leaveRoom,
  invite,
  setTopic,
  setSettings,
  setRole,
  renameRoom,
  addBan,
  removeBan,
  append,
  keepSignal,
  editEntry,
  eraseEntry,
  react,
  markRead,
  addLink,
  removeLinks,
  setOperator,
  eraseEntriesOf,
  forgetPerson,
  setMetadata,
  recordAct,
  forgetActs,
  keepFile,
  forget,
} satisfies Record<string, (writing: Writing, input: never) => unknown>

export const reads = {
  findPerson: storedPerson,
  findAccount,
  cursors,
  findRoom,
  closedRoom,
  listRooms,
  invitations,
  findLink,
  serverBans,
  memberships,
  members,
  history,
  happenings,
  entry,
  changedEntries,
  search,
  targets,
  hasOperator,
  lookUp,
  everything,
  metadata,
  metadataOf,
  acts,
  findFile,
  keptFiles,
  filesOf,
  hashesOf,
  filesBytes,
  unshared,
} satisfies Record<string, (db: Database, input: never) => unknown>

export type Writes = typeof writes
export type Reads = typeof reads

type Operations = Record<string, (on: never, input: never) => unknown>

/** One of them with what it is given, as it travels to its thread. */
export type Operation<Table extends Operations> = {
  readonly [Name in keyof Table]: readonly [name: Name, input: Parameters<Table[Name]>[1]]
}[keyof Table]
