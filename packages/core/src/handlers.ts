// Every command's handler, one line a command; the compiler names the one that is missing.

import type { CommandName } from '@hubbub/protocol'

import type { Handler } from './brain.ts'
import { fetch } from './file/fetch.ts'
import { share } from './file/share.ts'
import { history } from './message/history.ts'
import { read } from './message/read.ts'
import { send } from './message/send.ts'
import { identify } from './person/identify.ts'
import { list as listPeople } from './person/list.ts'
import { rename } from './person/rename.ts'
import { status } from './person/status.ts'
import { create } from './room/create.ts'
import { invite } from './room/invite.ts'
import { join } from './room/join.ts'
import { leave as leaveRoom } from './room/leave.ts'
import { list as listRooms } from './room/list.ts'
import { members } from './room/members.ts'
import { topic } from './room/topic.ts'
import { hello } from './session/hello.ts'
import { leave } from './session/leave.ts'
import { ping } from './session/ping.ts'
import { resume } from './session/resume.ts'

export const handlers: { readonly [Name in CommandName]: Handler<Name> } = {
  'session.hello': hello,
  'session.resume': resume,
  'session.ping': ping,
  'session.leave': leave,
  'person.identify': identify,
  'person.rename': rename,
  'person.status': status,
  'person.list': listPeople,
  'room.create': create,
  'room.join': join,
  'room.leave': leaveRoom,
  'room.invite': invite,
  'room.list': listRooms,
  'room.members': members,
  'room.topic': topic,
  'message.send': send,
  'message.history': history,
  'message.read': read,
  'file.share': share,
  'file.fetch': fetch,
}
