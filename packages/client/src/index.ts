// The clients' brain: what programs that talk to a server, and their screens, may use of it.

export { createClient } from './client.ts'
export type { ConnectionState } from './connection.ts'
export type { Client, ClientOptions, Listen } from './options.ts'
export type { Enter } from './entering.ts'
export { ClientError } from './errors.ts'
export type {
  Answer,
  Begun,
  Cancel,
  Clock,
  Dial,
  Http,
  HttpAnswer,
  HttpRequest,
  Keep,
  Kept,
  Random,
  SendFile,
  Sending,
  SendingAttempt,
  Sha256,
  Unfinished,
  Wire,
  WireEars,
} from './ports.ts'
export { openReading, type Reading, type ReadingOptions, type ReadingState } from './reading/reading.ts'
export type { Happening } from './state/happening.ts'
export { type State, unreadIn } from './state/index.ts'
export type { MembersState } from './state/members.ts'
export { entriesAfter, type Timeline } from './state/messages.ts'
export { findRoom, unreadMentions } from './state/rooms.ts'
export { type Snapshot, snapshotOf } from './state/snapshot.ts'
export type { Typist } from './state/typing.ts'
export type { Progress } from './transfer/download.ts'
export { type MakeTus, type TusOptions, tusSender } from './transfer/tus.ts'
export type { Shared, Upload } from './transfer/course.ts'
export type { Identity, KeepSends, KeptSend } from './writing/item.ts'
export type { OutboxState, Pending } from './writing/pending.ts'
export { openTyping, type Typing } from './writing/typing.ts'
