// What is seen of a conversation: entries, notices, the connection's ups and downs, and which room one is in.

import type { Client, ConnectionState, Happening, State } from '@hubbub/client'
import { limits, type Message } from '@hubbub/protocol'

import { Following } from '../client/following.ts'
import { lobbyOf } from '../client/rooms.ts'
import { dayOf, showEntry } from '../terminal/format.ts'
import { harmless } from '../terminal/harmless.ts'
import type { Screen } from '../terminal/screen.ts'
import { noticeOf } from './notices.ts'
import type { Receiving } from './receiving.ts'
import { titleBySlug } from './titles.ts'

/** Made for a client that is live. */
export class View {
  readonly #client: Client
  readonly #screen: Screen
  readonly #server: string
  readonly #receiving: Receiving
  readonly #following: Following
  #line: 'up' | 'down' | 'up-anew' = 'up'
  #before: State
  #room: string
  #day = dayOf(Date.now())

  constructor(client: Client, screen: Screen, others: { readonly server: string; readonly receiving: Receiving }) {
    this.#client = client
    this.#screen = screen
    this.#server = others.server
    this.#receiving = others.receiving
    this.#before = client.state
    this.#room = lobbyOf(client).slug
    const show = (message: Message, live: boolean): void => this.#show(message, live)
    this.#following = new Following(client, { last: limits.chat_history_entries, show })
    client.subscribe((happening, state) => this.#happened(happening, state))
  }

  /** Begins in a room that the client is in, with its last entries. The lobby is heard in any case. */
  async begin(slug: string): Promise<void> {
    if (slug !== this.#room) await this.#following.enter(this.#room, 0)
    await this.go(slug)
  }

  /** The slug of the room one is in. */
  get room(): string {
    return this.#room
  }

  /** Goes to a room that the client is in. Resolves when its last entries have been shown. */
  async go(slug: string): Promise<void> {
    this.#room = slug
    this.prompt()
    await this.#following.enter(slug)
  }

  /** Says before the prompt where one is, and who is typing there. */
  prompt(): void {
    const { state } = this.#client
    const typists = [...(state.typing.get(this.#room)?.values() ?? [])].filter(({ state }) => state === 'active')
    const names = typists.map(({ person }) => person.name)
    const typing = names.length === 0 ? '' : ` (${names.join(', ')} typing)`
    this.#screen.setPrompt(`${harmless(titleBySlug(state, this.#room) + typing)}> `)
  }

  /** A room has been left; from the one that one is in, back to the lobby. */
  async left(slug: string): Promise<void> {
    this.#following.leave(slug)
    if (slug === this.#room) await this.go(lobbyOf(this.#client).slug)
  }

  show(message: Message): void {
    const room = message.room === this.#room ? undefined : titleBySlug(this.#client.state, message.room)
    const day = dayOf(message.at)
    if (day !== this.#day) this.#notice(day)
    this.#day = day
    const entries = this.#client.state.messages.get(message.room)?.entries ?? []
    const answers = message.reply === undefined ? undefined : entries.find(({ seq }) => seq === message.reply)
    this.#screen.print(showEntry(message, { paint: this.#screen.paint, room, server: this.#server, answers }))
  }

  #notice(text: string): void {
    this.#screen.print(this.#screen.paint.dim(`* ${text}`))
  }

  #show(message: Message, live: boolean): void {
    const own = message.author.id === this.#client.state.session.me?.id
    if (live && own && this.#screen.showsTyped) return
    this.show(message)
    if (live && !own && message.file !== undefined) this.#receiving.shared(message.file, message.at)
  }

  #happened(happening: Happening, state: State): void {
    const before = this.#before
    this.#before = state
    if (happening.kind === 'connection') this.#connection(happening.connection)
    if (happening.kind === 'anew') this.#anew(happening.why)
    const notice = happening.kind === 'event' ? noticeOf(happening.event, before, this.#room) : undefined
    if (notice !== undefined) this.#notice(notice)
    if (state.typing !== before.typing || state.rooms !== before.rooms) this.#changed(state, before)
    if (state.rooms.size !== before.rooms.size) this.#enterDirectRooms(state)
    if (isEntered(state.connection) && !state.rooms.has(this.#room)) void this.left(this.#room)
  }

  /** Somebody began or ceased to type, or a room has another name, or is none of ours any more. */
  #changed(state: State, before: State): void {
    const title = (at: State): string => titleBySlug(at, this.#room)
    const isTyped = state.typing.get(this.#room) !== before.typing.get(this.#room)
    if (state.rooms.has(this.#room) && (isTyped || title(state) !== title(before))) this.prompt()
    if (!isEntered(state.connection)) return
    for (const slug of before.rooms.keys()) if (!state.rooms.has(slug)) this.#following.leave(slug)
  }

  #connection(connection: ConnectionState): void {
    if (connection.phase === 'closed' && connection.why !== 'left') this.#screen.note(sentence(connection.why))
    if (connection.phase === 'offline' && this.#line !== 'down') {
      this.#screen.note(`The connection is lost: ${sentence(connection.why)} Trying to come back.`)
      this.#line = 'down'
    }
    if (!isEntered(connection)) return
    if (this.#line === 'down') this.#screen.note('Connected again.')
    if (this.#line === 'up-anew') this.#backAnew()
    this.#line = 'up'
  }

  #anew(why: 'wrong-epoch' | 'resume-unknown'): void {
    this.#line = 'up-anew'
    this.#screen.note(why === 'wrong-epoch' ? 'The server has begun a new history.' : 'The server had forgotten you.')
  }

  #backAnew(): void {
    const { me } = this.#client.state.session
    this.#screen.note(`Connected again. You are ${harmless(me?.name ?? '')}.`)
  }

  /** Whoever speaks to us directly is heard, without our doing. */
  #enterDirectRooms({ rooms }: State): void {
    for (const { slug, kind } of rooms.values()) if (kind === 'direct') void this.#following.enter(slug)
  }
}

/** Whether all our rooms are known again. */
function isEntered({ phase }: ConnectionState): boolean {
  return phase === 'live' || phase === 'resuming'
}

function sentence(why: string): string {
  return harmless(why).replace(/\.?$/u, '.')
}
