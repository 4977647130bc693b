// What can stand in the place of what is being typed, the most likely first.

import { limits, type Member, type Person, Role, type Room } from '@hubbub/protocol'

import { fold } from '../../../i18n/fold.ts'
import { titleOf } from '../../../state/titles.ts'
import { type Emoji, findEmoji } from '../../../ui/emoji/search.ts'
import type { Target } from './target.ts'

export interface Candidate {
  /** What is put in the place of what was typed. */
  readonly text: string
  readonly label: string
  /** Says more about it. */
  readonly about?: string
  /** Stands before the label. */
  readonly sign?: string
}

/** A command that can be typed, in the reader's words. */
export interface CommandRow {
  readonly word: string
  readonly aliases: readonly string[]
  readonly usage: string
  readonly says: string
}

/** Where candidates come from. */
export interface Sources {
  readonly me: number | undefined
  /** Who belongs to the room. */
  readonly members: readonly Member[]
  /** Who is here, in any room. */
  readonly people: readonly Person[]
  readonly rooms: readonly Room[]
  readonly commands: readonly CommandRow[]
  readonly emoji: readonly Emoji[]
}

export function candidatesFor({ kind, typed }: Target, sources: Sources): readonly Candidate[] {
  return finders[kind](typed, sources).slice(0, limits.web_completions_max)
}

type Finder = (typed: string, sources: Sources) => readonly Candidate[]

const finders = {
  'person': (typed, sources) => peopleFor(typed, sources).map((one) => ({ ...one, text: `@${one.label} ` })),
  'argument-name': (typed, sources) =>
    peopleFor(typed, sources).map((one) => ({ ...one, text: `${quoted(one.label)} ` })),
  'room': (typed, sources) => roomsFor(typed, sources).map((one) => ({ ...one, text: `#${one.text} ` })),
  'argument-room': roomsFor,
  'argument-role': (typed) =>
    best(Role.options, typed, (role) => [role]).map((role) => ({ text: `${role} `, label: role })),
  'emoji': (typed, { emoji }) =>
    findEmoji(emoji, typed, limits.web_completions_max).map(({ sign, label, codes: [code] }) => ({
      text: `${sign} `,
      sign,
      label: code === undefined ? label : `:${code}:`,
      about: label,
    })),
  'command': (typed, { commands }) =>
    best(commands, typed, ({ word, aliases }) => [word, ...aliases]).map(({ word, usage, says }) => ({
      text: `/${word} `,
      label: usage,
      about: says,
    })),
} satisfies Record<Target['kind'], Finder>

/** Whether what was typed says already what this candidate would put there: then Enter may send it as it is. */
export function isWhole({ text, label }: Candidate, typed: string): boolean {
  return [text, label].some((name) => fold(name.trim()) === fold(typed.trim()))
}

interface Named {
  readonly label: string
  readonly about?: string
}

/** Those of this room first, and of these those who are here. */
function peopleFor(typed: string, { me, members, people }: Sources): readonly Named[] {
  const here = members.filter(({ status }) => status !== 'OFFLINE')
  const all = [...here, ...members, ...people].filter(({ id }) => id !== me)
  const once = [...new Map(all.map((person) => [person.id, person])).values()]
  return best(once, typed, ({ name }) => [name]).map(({ name, about }) =>
    about ? { label: name, about } : { label: name },
  )
}

/** A direct room is nobody else's business, and has no name that could be said. */
function roomsFor(typed: string, { rooms, me }: Sources): readonly Candidate[] {
  const talks = rooms.filter(({ kind }) => kind !== 'direct')
  return best(talks, typed, ({ slug, name }) => [slug, name]).map((room) => ({
    text: room.slug,
    label: titleOf(room, me),
    ...(room.topic === '' ? {} : { about: room.topic }),
  }))
}

/** Those of which a name begins with what is typed, then those with a word that does, then those that have it anywhere. */
function best<One>(all: readonly One[], typed: string, namesOf: (one: One) => readonly string[]): readonly One[] {
  const wanted = fold(typed)
  const ranked = all.flatMap((one) => {
    const rank = Math.min(...namesOf(one).map((name) => rankOf(fold(name), wanted)))
    return rank === Infinity ? [] : [{ one, rank }]
  })
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ one }) => one)
}

function rankOf(name: string, wanted: string): number {
  if (name === wanted) return 0
  if (name.startsWith(wanted)) return 1
  if (name.split(/[\s_.-]+/u).some((word) => word.startsWith(wanted))) return 2
  return name.includes(wanted) ? 3 : Infinity
}

function quoted(name: string): string {
  return /\s/u.test(name) ? `"${name}"` : name
}
