// The server's brain: what the world may see of it.

export * from './chat.ts'
export * from './ports.ts'
export type { Origin, Session, SessionOptions } from './session/session.ts'
export { globFits } from './mask.ts'
