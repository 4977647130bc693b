// The clients' brain: what programs that talk to a server, and their screens, may use of it.

export { type Client, type ClientOptions, createClient } from './client.ts'
export type { ConnectionState } from './connection.ts'
export { ClientError } from './errors.ts'
export type { Dial, Http, HttpAnswer, HttpRequest, Keep, Kept, Sha256, Wire, WireEars } from './ports.ts'
export type { Happening } from './state/happening.ts'
export type { State } from './state/index.ts'
export { entriesAfter, type Timeline } from './state/messages.ts'
export { findRoom } from './state/rooms.ts'
export type { Progress, Upload } from './transfer.ts'
