// What a client of fixed frames says: every frame is a message in the lobby, the empty one too.

import type { Session } from '@hubbub/core'
import { errors, type Limits } from '@hubbub/protocol'

import type { Connection } from '../../edge/connection.ts'
import { leave, type Speech } from '../kit/intake.ts'
import { notKeepingUp, refusalText } from '../kit/refusal.ts'
import { FrameReader } from './frame-reader.ts'
import { refused } from './outbound.ts'

interface Speaker {
  readonly connection: Connection
  readonly session: Session
  readonly size: number
  readonly limits: Limits
}

export function speechOf({ connection, session, size, limits }: Speaker): Speech<string> {
  const frames = new FrameReader(size)
  let state: 'open' | 'leaving' = 'open'
  /** Since the last text. */
  let emptyTooFast = 0

  function refuse(says: string): void {
    connection.queue.push(refused(says, size))
  }

  function stop(says: string): void {
    state = 'leaving'
    refuse(says)
    leave(session)
  }

  /** Its client writes empty frames for ever when its input has ended (frames: "cap it"): nobody has to hear them. */
  function tooEmpty(): undefined {
    emptyTooFast += 1
    if (emptyTooFast > limits.flood_empty_frames_max) stop(errors.busy.says)
  }

  // The wire has no way to say a name: its people are guests.
  session.do('person.identify', {}).catch((cause: unknown) => stop(refusalText(cause)))

  return {
    session,
    get done() {
      return state === 'leaving'
    },
    read: (bytes) => frames.read(bytes),
    rest: () => frames.rest(),
    take(text, tooFast) {
      if (text !== '') emptyTooFast = 0
      else if (tooFast) return tooEmpty()
      session.do('message.send', { room: 'lobby', body: text }).catch((cause: unknown) => refuse(refusalText(cause)))
      return undefined
    },
    lagging: () => refused(notKeepingUp, size),
  }
}
