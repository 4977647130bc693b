// The server's brain: what the world may see of it.

export * from './chat.ts'
export * from './ports.ts'
export type { Session, SessionOptions } from './session/session.ts'
