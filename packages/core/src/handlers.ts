// Every command's handler, one line a command; the compiler names the one that is missing.

import type { CommandName } from '@hubbub/protocol'

import type { Handler } from './brain.ts'
import { fetch } from './file/fetch.ts'
import { keep } from './file/keep.ts'
import { share } from './file/share.ts'
import { aside } from './message/aside.ts'
import { edit } from './message/edit.ts'
import { erase } from './message/erase.ts'
import { history } from './message/history.ts'
import { react } from './message/react.ts'
import { ifShown } from './message/kit/kept-to-itself.ts'
import { read } from './message/read.ts'
import { search } from './message/search.ts'
import { send } from './message/send.ts'
import { signal } from './message/signal.ts'
import { targets } from './message/targets.ts'
import { typing } from './message/typing.ts'
import { unreact } from './message/unreact.ts'
import { about } from './person/about.ts'
import { account } from './person/account/account.ts'
import { certificate } from './person/account/certificate.ts'
import { password } from './person/account/password.ts'
import { register } from './person/account/register.ts'
import { signIn } from './person/account/sign-in.ts'
import { signInScram } from './person/account/sign-in-scram.ts'
import { signOut } from './person/account/sign-out.ts'
import { identify } from './person/identify.ts'
import { list as listPeople } from './person/list.ts'
import { metadata } from './person/metadata.ts'
import { profile } from './person/profile.ts'
import { remove } from './person/remove.ts'
import { rename } from './person/rename.ts'
import { status } from './person/status.ts'
import { was } from './person/was.ts'
import { about as aboutRoom } from './room/about.ts'
import { ban as banFromRoom } from './room/moderation/ban.ts'
import { bans as roomBans } from './room/moderation/bans.ts'
import { create } from './room/create.ts'
import { direct } from './room/direct.ts'
import { invite } from './room/invite.ts'
import { join } from './room/join.ts'
import { kick } from './room/moderation/kick.ts'
import { knock } from './room/moderation/knock.ts'
import { leave as leaveRoom } from './room/leave.ts'
import { list as listRooms } from './room/list.ts'
import { members } from './room/members.ts'
import { metadata as roomMetadata } from './room/moderation/metadata.ts'
import { rename as renameRoom } from './room/moderation/rename.ts'
import { role } from './room/moderation/role.ts'
import { settings } from './room/moderation/settings.ts'
import { topic } from './room/topic.ts'
import { unban as unbanFromRoom } from './room/moderation/unban.ts'
import { announce } from './server/announce.ts'
import { audit } from './server/audit.ts'
import { ban } from './server/ban.ts'
import { bans } from './server/bans.ts'
import { operate } from './server/operators/operate.ts'
import { rehash } from './server/rehash.ts'
import { resign } from './server/operators/resign.ts'
import { stats } from './server/stats.ts'
import { unban } from './server/unban.ts'
import { claim } from './server/operators/claim.ts'
import { grant } from './server/operators/grant.ts'
import { accounts } from './server/stored/accounts.ts'
import { messages } from './server/stored/messages.ts'
import { erase as eraseAnywhere } from './server/stored/erase.ts'
import { forget } from './server/stored/forget.ts'
import { link } from './room/links/link.ts'
import { unlink } from './room/links/unlink.ts'
import { follow } from './room/links/follow.ts'
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
  'person.profile': profile,
  'person.about': about,
  'person.was': was,
  'person.remove': remove,
  'person.metadata': metadata,
  'person.register': register,
  'person.sign-in': signIn,
  'person.sign-in-scram': signInScram,
  'person.sign-out': signOut,
  'person.password': password,
  'person.certificate': certificate,
  'person.account': account,
  'room.create': create,
  'room.join': join,
  'room.leave': leaveRoom,
  'room.direct': direct,
  'room.invite': invite,
  'room.list': listRooms,
  'room.members': members,
  'room.topic': topic,
  'room.about': aboutRoom,
  'room.settings': settings,
  'room.role': role,
  'room.kick': kick,
  'room.ban': banFromRoom,
  'room.unban': unbanFromRoom,
  'room.bans': roomBans,
  'room.knock': knock,
  'room.rename': renameRoom,
  'room.metadata': roomMetadata,
  'message.send': send,
  'message.history': ifShown(history, { entries: [], more: false }),
  'message.read': read,
  'message.edit': edit,
  'message.erase': erase,
  'message.react': react,
  'message.unreact': unreact,
  'message.typing': typing,
  'message.signal': signal,
  'message.aside': aside,
  'message.search': ifShown(search, { entries: [], more: false }),
  'message.targets': ifShown(targets, { targets: [] }),
  'file.share': share,
  'file.keep': keep,
  'file.fetch': fetch,
  'server.operate': operate,
  'server.resign': resign,
  'server.announce': announce,
  'server.ban': ban,
  'server.unban': unban,
  'server.bans': bans,
  'server.audit': audit,
  'server.rehash': rehash,
  'server.claim': claim,
  'server.grant': grant,
  'server.accounts': accounts,
  'server.messages': messages,
  'server.erase': eraseAnywhere,
  'server.forget': forget,
  'room.link': link,
  'room.unlink': unlink,
  'room.follow': follow,
  'server.stats': stats,
}
