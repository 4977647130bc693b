// What could stand at the caret, and which of it is chosen.

import type { ListedRoom } from '@hubbub/protocol'
import { useEffect, useMemo, useState } from 'react'

import { useLanguage } from '../../../i18n/words.ts'
import { useChat, useClient } from '../../../state/chat.tsx'
import { moderatesIn } from '../../../state/powers.ts'
import { loadEmoji } from '../../../ui/emoji/data.ts'
import type { Emoji } from '../../../ui/emoji/search.ts'
import { type Candidate, candidatesFor, type CommandRow, isWhole, type Sources } from './candidates.ts'
import { type Target, targetAt } from './target.ts'

export interface Completion {
  readonly target: Target
  readonly candidates: readonly Candidate[]
  /** Which of them would be taken. */
  readonly at: number
  /** Enter takes it, and does not send: it is chosen, or more than what was typed. */
  readonly isTakenByEnter: boolean
  move(step: number): void
  close(): void
}

/** Where one is in the list, for as long as the same is being typed. */
interface Choice {
  readonly typed: string
  readonly at: number | 'closed'
}

export function useCompletion(room: string, text: string, caret: number): Completion | undefined {
  const target = useMemo(() => targetAt(text, caret), [text, caret])
  const sources = useSources(room, target?.kind)
  const candidates = useMemo(() => (target === undefined ? [] : candidatesFor(target, sources)), [target, sources])
  const [choice, setChoice] = useState<Choice>()
  if (target === undefined) return undefined
  const written = text.slice(target.start, target.end)
  const typed = `${target.start} ${written}`
  const chosen = choice?.typed === typed ? choice.at : undefined
  const at = Math.min(chosen === 'closed' ? 0 : (chosen ?? 0), candidates.length - 1)
  const candidate = candidates[at]
  const isAll = candidate !== undefined && isWhole(candidate, written)
  if (candidate === undefined || chosen === 'closed' || (isAll && candidates.length === 1)) return undefined
  return {
    target,
    candidates,
    at,
    isTakenByEnter: chosen !== undefined || !isAll,
    move: (step) => setChoice({ typed, at: (at + step + candidates.length) % candidates.length }),
    close: () => setChoice({ typed, at: 'closed' }),
  }
}

type Kind = Target['kind'] | undefined

function useSources(room: string, kind: Kind): Sources {
  const me = useChat(({ session }) => session.me?.id)
  const members = useMembersWhen(room, kind === 'person' || kind === 'argument-name')
  const people = useChat((state) => state.people)
  const joined = useChat((state) => state.rooms)
  const listed = useListed(kind === 'argument-room')
  const emoji = useEmojiWhen(kind === 'emoji')
  const commands = useCommandsWhen(room, kind === 'command')
  return useMemo(() => {
    const others = listed.filter(({ slug }) => !joined.has(slug))
    return { me, members, people: [...people.values()], rooms: [...joined.values(), ...others], emoji, commands }
  }, [me, members, people, joined, listed, emoji, commands])
}

const noMembers: Sources['members'] = []

function useMembersWhen(room: string, isWanted: boolean): Sources['members'] {
  const client = useClient()
  const members = useChat((state) => state.members.get(room))
  const isMissing = members === undefined
  useEffect(() => {
    // Without an answer there are those who are known to be here.
    if (isWanted && isMissing) client.do('room.members', { room }).catch(() => {})
  }, [client, room, isWanted, isMissing])
  return members ?? noMembers
}

/** Rooms that one could join. */
function useListed(isWanted: boolean): readonly ListedRoom[] {
  const client = useClient()
  const [listed, setListed] = useState<readonly ListedRoom[]>([])
  useEffect(() => {
    if (!isWanted) return
    client.do('room.list', {}).then(
      ({ rooms }) => setListed(rooms),
      () => {},
    )
  }, [client, isWanted])
  return listed
}

function useEmojiWhen(isWanted: boolean): readonly Emoji[] {
  const language = useLanguage()
  const [emoji, setEmoji] = useState<readonly Emoji[]>([])
  useEffect(() => {
    if (isWanted) loadEmoji(language).then(setEmoji, () => {})
  }, [language, isWanted])
  return emoji
}

function useCommandsWhen(room: string, isWanted: boolean): readonly CommandRow[] {
  const language = useLanguage()
  const operates = useChat(({ session }) => session.me?.operator === true)
  const moderates = useChat((state) => moderatesIn(state, room))
  const [rows, setRows] = useState<readonly CommandRow[]>([])
  useEffect(() => {
    if (!isWanted) return
    const loading = import('../commands/run.ts')
    loading.then(({ commandRows }) => setRows(commandRows(language, { operates, moderates }))).catch(() => {})
  }, [language, operates, moderates, isWanted])
  return rows
}
