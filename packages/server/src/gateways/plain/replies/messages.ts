// What somebody on plain text reads after commands about messages and files: entries, above all.

import type { RoomView } from '@hubbub/core'
import type { Message } from '@hubbub/protocol'

import { entryLines, type Lines, whenText } from '../show.ts'
import type { Asker, ReplyRows } from './row.ts'

export const messageReplies = {
  'message.send': 'silent',
  'message.history': ({ entries }, _asked, asker) =>
    entries.length === 0 ? ['* Nothing was said here yet'] : entries.flatMap((entry) => entryOf(entry, asker)),
  'message.read': 'silent',
  'message.edit': ({ message }, _asked, asker) => entryOf(message, asker),
  'message.erase': () => ['* You took it back'],
  'message.react': ({ message }, _asked, asker) => entryOf(message, asker),
  'message.unreact': ({ message }, _asked, asker) => entryOf(message, asker),
  'message.typing': 'silent',
  'message.signal': 'silent',
  'message.aside': 'silent',
  'message.search': ({ entries, more }, _asked, asker) =>
    entries.length === 0
      ? ['* Nothing was found']
      : [
          ...entries.flatMap((entry) => [`* ${whenText(entry.at)}`, ...entryOf(entry, asker)]),
          ...(more ? ['* There is more; say more words to find less'] : []),
        ],
  'message.targets': ({ targets }) => targets.map(({ room, at }) => `* ${room.slug}: ${whenText(at)}`),
  'file.share': 'silent',
  'file.keep': 'silent',
  'file.fetch': 'silent',
} satisfies Partial<ReplyRows>

function entryOf(payload: Message, { rooms, form }: Asker): Lines {
  return entryLines({ payload, backlog: true, ...roomNamed(rooms, payload.room) }, form)
}

function roomNamed(rooms: ReadonlyMap<string, RoomView>, slug: string): { room?: RoomView } {
  const room = rooms.get(slug)
  return room === undefined ? {} : { room }
}
