// The actors of all wires: test people who can do what that wire's clients do.

import type { ActorMaker } from './actor.ts'
import { courseJsonActor } from './course-json/actor.ts'
import { framesActor } from './frames/actor.ts'
import type { WireName } from './gateway.ts'
import { ircActor } from './irc/actor.ts'
import { lengthPrefixedActor } from './length-prefixed/actor.ts'
import { plainActor } from './plain/actor.ts'
import { websocketActor } from './websocket/actor.ts'

export type { Actor, ActorMaker, Address, Said } from './actor.ts'
export { IrcActor, type IrcComing } from './irc/actor.ts'
export { WebSocketActor } from './websocket/actor.ts'

/** Wires that people chat on; over HTTP nobody does. */
export type ChatWire = Exclude<WireName, 'http'>

export const actors = {
  'websocket': websocketActor,
  'course-json': courseJsonActor,
  'frames': framesActor,
  'irc': ircActor,
  'length-prefixed': lengthPrefixedActor,
  'plain': plainActor,
} satisfies Record<ChatWire, ActorMaker>
