// What every part of the brain can reach: the ports, who and what is here on this node, and the one way to tell of it.

import type { CommandName, Input, MemberCommand, Reply, commands } from '@hubbub/protocol'

import type { Audiences } from './audiences.ts'
import type { Allowances } from './file/allowances.ts'
import type { Attempts } from './person/account/attempts.ts'
import type { People, Present } from './person/people.ts'
import type { Past } from './person/kit/past.ts'
import type { Act, Announcement, Ports } from './ports.ts'
import type { LocalRoom, Rooms } from './room/rooms.ts'
import type { KeptOff } from './server/kept-off.ts'
import type { LiveSession } from './session/live-session.ts'

export interface Brain {
  readonly ports: Ports
  readonly people: People
  readonly rooms: Rooms
  readonly sessions: Map<string, LiveSession>
  /** All who have said who they are, wherever they sit. */
  readonly everyone: Audiences
  /** Who was here. */
  readonly past: Past
  /** Who may not be. */
  readonly keptOff: KeptOff
  readonly attempts: { readonly signIn: Attempts; readonly register: Attempts }
  readonly allowances: Allowances
  readonly startedAt: number
  announce(announcement: Announcement): void
  /** Writes down what a moderator or an operator did. Nobody waits for it, and it is not lost while the store works. */
  record(act: Act): void
  /** False once the server is stopping: nobody's presence is wound up any more. */
  open: boolean
}

/** A command under way. */
export interface Call {
  readonly brain: Brain
  readonly session: LiveSession
  readonly content?: AsyncIterable<Uint8Array>
}

export interface IdentifiedCall extends Call {
  readonly person: Present
}

export interface MemberCall extends IdentifiedCall {
  /** The room that `input.room` names; the person belongs to it. */
  readonly room: LocalRoom
}

type CallFor<Name extends CommandName> = Name extends MemberCommand
  ? MemberCall
  : (typeof commands)[Name]['who'] extends 'identified' | 'operator'
    ? IdentifiedCall
    : Call

/** Carries out one command. Throws a Refusal where it may not or cannot. */
export type Handler<Name extends CommandName> = (
  call: CallFor<Name>,
  input: Input<Name>,
) => Promise<Reply<Name>> | Reply<Name>
