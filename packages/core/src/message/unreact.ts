// message.unreact: somebody takes a reaction back.

import type { Handler } from '../brain.ts'
import { setReaction } from './kit/reacting.ts'

export const unreact: Handler<'message.unreact'> = (call, { seq, text }) => setReaction(call, { seq, text, on: false })
