// A backlog as this client can take it: in a batch, with times, or with the time in the text (wires/irc.md, three classes of client).

import type { Heard, RoomView } from '@hubbub/core'
import type { JoinedRoom, Message } from '@hubbub/protocol'

import type { CapabilityName } from '../offers/capabilities.ts'
import type { Out } from '../lines/line.ts'
import { channelOf, timeTag } from '../names.ts'
import { serverLine } from '../outbound/lines.ts'
import { otherNick, targetFor } from '../outbound/targets.ts'
import { withTags } from '../lines/response.ts'
import { messageLines } from '../say/lines.ts'
import type { Viewer } from '../viewer.ts'

/** Clients that can ask for what they missed are not sent it (class A). */
export function asksForHistory(has: ReadonlySet<CapabilityName>): boolean {
  return has.has('draft/chathistory') && has.has('draft/read-marker')
}

export class Replay {
  readonly #viewer: Viewer
  /** Rooms whose backlog is under way, by slug, with the batch that its lines belong to, if the client knows batches. */
  readonly #playing = new Map<string, string | undefined>()
  /** By slug, the newest entry of before the client came. */
  readonly #before = new Map<string, number>()

  constructor(viewer: Viewer) {
    this.#viewer = viewer
  }

  /** The rooms that the client's person was in when it came. */
  came(rooms: readonly JoinedRoom[]): void {
    for (const { slug, seq } of rooms) this.#before.set(slug, seq)
  }

  /** Whether it is part of a backlog, and then shown here as far as this client wants it. */
  takes(heard: Heard): boolean {
    const { room, backlog } = heard
    if (!backlog || room === undefined || this.#viewer.isHidden(room)) return backlog
    if (heard.name === 'room.resumed') this.#end(room)
    if (heard.name !== 'message.posted' && heard.name !== 'file.shared') return true
    // What was said since is no news of before, but it had to wait until the room is heard: nobody would ask for it. Clients
    // show a batch when it ends, so it ends first.
    if (heard.payload.seq > this.#newestOf(room)) {
      this.#end(room)
      return false
    }
    if (!asksForHistory(this.#viewer.has)) this.#play(heard.payload, room)
    return true
  }

  #play(message: Message, room: RoomView): void {
    const viewer = this.#viewer
    if (!this.#playing.has(room.slug)) this.#begin(message, room)
    if (this.#isLeftOut(message, room) || message.erased !== undefined) return
    const told = viewer.has.has('server-time') ? message : withClock(message)
    const lines = messageLines(told, viewer, { target: targetFor(viewer, room, message.author), room })
    const batch = this.#playing.get(room.slug)
    viewer.event(batch === undefined ? lines : lines.map((line) => inBatch(line, batch)))
  }

  #isLeftOut({ seq }: Message, room: RoomView): boolean {
    return this.#newestOf(room) - seq >= this.#viewer.server.settings().irc.replayLinesMax
  }

  #newestOf({ slug }: RoomView): number {
    return this.#before.get(slug) ?? 0
  }

  #begin(first: Message, room: RoomView): void {
    const viewer = this.#viewer
    const { has, server } = viewer
    const target = room.kind === 'direct' ? otherNick(viewer, room) : channelOf(room)
    const batch = has.has('batch') && has.has('server-time') ? `replay-${room.id.toString(36)}` : undefined
    this.#playing.set(room.slug, batch)
    const most = server.settings().irc.replayLinesMax
    const leftOut = this.#newestOf(room) - first.seq + 1 - most
    if (leftOut > 0) {
      const says = `${leftOut} earlier messages are left out; the newest ${most} follow`
      viewer.event([serverLine(server, 'NOTICE', [target, says])])
    }
    if (batch !== undefined) {
      viewer.event([{ source: server.settings().name, verb: 'BATCH', params: [`+${batch}`, 'chathistory', target] }])
    }
  }

  #end({ slug }: RoomView): void {
    const batch = this.#playing.get(slug)
    this.#playing.delete(slug)
    if (batch === undefined) return
    const { server } = this.#viewer
    this.#viewer.event([{ source: server.settings().name, verb: 'BATCH', params: [`-${batch}`] }])
  }
}

function inBatch(line: Out, batch: string): Out {
  return line.tags?.['batch'] === undefined ? withTags(line, { batch }) : line
}

/** `[21:58] hello`, in UTC, for those who are not told times. */
function withClock(message: Message): Message {
  const clock = `[${timeTag(message.at).slice(11, 16)}] `
  const wraps = message.wraps?.map((at) => at + clock.length) ?? []
  return { ...message, body: `${clock}${message.body}`, wraps }
}
