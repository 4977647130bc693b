// message.react: somebody reacts to what was said.

import type { Handler } from '../brain.ts'
import { checkMaySpeak } from './kit/place.ts'
import { setReaction } from './kit/reacting.ts'

export const react: Handler<'message.react'> = (call, { seq, text }) => {
  checkMaySpeak(call, call.room)
  return setReaction(call, { seq, text, on: true })
}
