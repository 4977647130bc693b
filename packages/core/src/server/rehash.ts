// server.rehash: the configuration is read again, and nobody is dropped.

import { Refusal } from '@hubbub/protocol'

import type { Handler } from '../brain.ts'
import { recordAct } from './record.ts'

export const rehash: Handler<'server.rehash'> = async (call) => {
  recordAct(call, { act: 'server.rehash' })
  try {
    return { file: await call.brain.ports.rehash() }
  } catch (cause) {
    throw new Refusal('bad-input', cause instanceof Error ? cause.message : 'the configuration')
  }
}
