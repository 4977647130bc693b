// The wires of this server: THE registration, one line each.

import { courseJson } from './course-json/index.ts'
import { frames } from './frames/index.ts'
import type { Gateway } from './gateway.ts'
import { http } from './http/index.ts'
import { irc } from './irc/index.ts'
import { lengthPrefixed } from './length-prefixed/index.ts'
import { plain } from './plain/index.ts'
import { websocket } from './websocket/index.ts'

export const gateways: readonly Gateway[] = [websocket, http, irc, courseJson, frames, lengthPrefixed, plain]
