// Who is in a channel, as NAMES tells it (RFC 2812, 3.2.5; IRCv3 multi-prefix, userhost-in-names).

import type { PersonView } from '@hubbub/core'
import { limits, type Member, utf8Bytes } from '@hubbub/protocol'

import type { Out } from '../lines/line.ts'
import { channelOf, nickOf } from '../names.ts'
import { maskOf, numericLine } from '../outbound/lines.ts'
import { prefixesOf } from '../modes/prefixes.ts'
import type { Viewer } from '../viewer.ts'

interface Named {
  readonly slug: string
  readonly name: string
  readonly settings?: { readonly secret?: boolean | undefined } | undefined
}

/** 353, as many as it takes; rejects when it is nobody's business here who is in the room. Who is not here is not shown. */
export async function membersLines(viewer: Viewer, room: Named): Promise<Out[]> {
  const { people } = await viewer.session.do('room.members', { room: room.slug })
  const { byId } = viewer.server.ports.chat.people
  const words = people.flatMap((member) => {
    const here = byId(member.id)
    return here === undefined || member.status === 'OFFLINE' ? [] : [wordOf(viewer, member, here)]
  })
  const params = [room.settings?.secret === true ? '@' : '=', channelOf(room)]
  return linesOf(viewer, params, words)
}

export function endOfNames(viewer: Viewer, channel: string): Out {
  return numericLine(viewer, 'RPL_ENDOFNAMES', channel)
}

function wordOf({ has }: Viewer, { role }: Member, here: PersonView): string {
  return prefixesOf(role, has) + (has.has('userhost-in-names') ? maskOf(here) : nickOf(here.author))
}

function linesOf(viewer: Viewer, params: readonly string[], words: readonly string[]): Out[] {
  const { name } = viewer.server.settings()
  const spent = utf8Bytes(`:${name} 353 ${viewer.nick} ${params.join(' ')} :\r\n`)
  const lines: string[] = []
  let [line, bytes] = ['', spent]
  for (const word of words) {
    const more = utf8Bytes(word) + 1
    if (line !== '' && bytes + more > limits.irc_rest_bytes_max) {
      lines.push(line)
      ;[line, bytes] = ['', spent]
    }
    line += line === '' ? word : ` ${word}`
    bytes += more
  }
  if (line !== '') lines.push(line)
  return lines.map((text) => numericLine(viewer, 'RPL_NAMREPLY', ...params, text))
}
