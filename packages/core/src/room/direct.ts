// room.direct: the room that two people share, made if there is none yet.

import type { Handler } from '../brain.ts'
import { directRoom } from '../message/kit/direct.ts'
import { roomOf } from './rooms.ts'

export const direct: Handler<'room.direct'> = async (call, { person }) => ({
  room: roomOf(await directRoom(call, person)),
})
