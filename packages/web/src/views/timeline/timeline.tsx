// What was said in a room, endless both ways.

import './timeline.css'

import { type Client, openReading, type Reading } from '@hubbub/client'
import { limits } from '@hubbub/protocol'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'

import { useErrorText } from '../../i18n/errors.ts'
import { useWords } from '../../i18n/words.ts'
import { useClient } from '../../state/chat.tsx'
import { go, pathOf } from '../../state/route.ts'
import { IconButton } from '../../ui/button.tsx'
import { useGone } from '../../world/focus.ts'
import { clock } from '../../world/ports.ts'
import { Announcer } from './around/announce.tsx'
import { focusMessage } from './list/keys.ts'
import { LatestButton } from './around/latest.tsx'
import { List } from './list/list.tsx'
import { PendingRows, usePending } from './around/pending.tsx'
import { useLine, useSeen } from './list/reader.ts'
import type { Place } from './list/scroll.ts'
import { TypingLine } from './around/typing.tsx'
import { openQuotes } from './message/quotes.ts'
import type { Overlay } from './overlays.tsx'
import { type Tools, ToolsContext } from './tools.ts'
import { timelineWords } from './words.ts'

const Overlays = lazy(async () => ({ default: (await import('./overlays.tsx')).Overlays }))

interface TimelineProps {
  readonly room: string
  /** The place that the address names. */
  readonly seq: number | undefined
}

export function Timeline({ room, seq }: TimelineProps) {
  const client = useClient()
  const view = useRef<HTMLElement>(null)
  const [{ reading, quotes, start }] = useState(() => open(client, room, seq))
  useEffect(
    () => () => {
      reading.close()
      quotes.close()
    },
    [reading, quotes],
  )
  const state = useSyncExternalStore(reading.subscribe, () => reading.state)
  const { place, jump, latest } = usePlaces(reading, start, seq)
  const [marked, mark] = useMark()
  const [atBottom, setAtBottom] = useState(false)
  const { tools, overlay, setOverlay, says, wrong, setWrong } = useTimelineTools({ room, quotes, jump })
  const line = useLine(room, state)
  const pending = usePending(room)
  useSeen(room, state, atBottom)
  useOwn(pending.length, latest)
  const arrived = useCallback(
    (there: Place): void => {
      if (there.kind === 'end' || there.how === 'line') return
      mark(there.seq)
      focusMessage(view.current, there.seq)
    },
    [mark],
  )
  const closeOverlay = (from: number): void => {
    setOverlay({ kind: 'none' })
    focusMessage(view.current, from)
  }
  const toLatest = (): void => {
    if (seq !== undefined) go(pathOf(room), 'replace')
    latest()
  }
  const toNewest = useCallback(() => focusMessage(view.current, reading.state.entries.at(-1)?.seq ?? 0), [reading])
  const where = { reading, state, place, line, marked } as const
  return (
    <ToolsContext value={tools}>
      <section className="timeline" ref={view}>
        <List {...where} onArrive={arrived} onBottom={setAtBottom}>
          <PendingRows pending={pending} />
        </List>
        {!(atBottom && state.atEnd) && state.entries.length > 0 && (
          <LatestButton room={room} onClick={toLatest} onGone={toNewest} />
        )}
        {wrong !== undefined && <Problem cause={wrong} onClose={() => setWrong(undefined)} onGone={toNewest} />}
        <TypingLine room={room} />
        <Announcer room={room} says={says} />
        {overlay.kind !== 'none' && (
          <Suspense>
            <Overlays overlay={overlay} entries={state.entries} onChange={setOverlay} onClose={closeOverlay} />
          </Suspense>
        )}
      </section>
    </ToolsContext>
  )
}

/** Where to go: where the timeline was opened first, then another place in the address, or wherever somebody jumps to. */
function usePlaces(reading: Reading, start: Place, seq: number | undefined) {
  const [place, setPlace] = useState<Place>(start)
  const last = useRef(seq)
  const jump = useCallback(
    (to: number): void => {
      void reading.jumpTo(to)
      setPlace({ kind: 'entry', seq: to, how: 'mark' })
    },
    [reading],
  )
  const latest = useCallback((): void => {
    void reading.latest().then(() => setPlace({ kind: 'end' }))
  }, [reading])
  useEffect(() => {
    if (seq !== undefined && seq !== last.current) jump(seq)
    last.current = seq
  }, [seq, jump])
  return { place, jump, latest }
}

/** What rows may ask for, and what comes of it. */
function useTimelineTools({ room, quotes, jump }: Pick<Tools, 'room' | 'quotes' | 'jump'>) {
  const [overlay, setOverlay] = useState<Overlay>({ kind: 'none' })
  const [says, tell] = useState('')
  const [wrong, setWrong] = useState<unknown>()
  const tools = useMemo<Tools>(
    () => ({
      room,
      quotes,
      jump,
      opened: new Set(),
      enlarge: (entry) => setOverlay({ kind: 'picture', seq: entry.seq }),
      pick: (entry) => setOverlay({ kind: 'pick', entry }),
      erase: (entry) => setOverlay({ kind: 'erase', entry }),
      tell,
      fail: setWrong,
    }),
    [room, quotes, jump],
  )
  return { tools, overlay, setOverlay, says, wrong, setWrong }
}

/** Opens at the place of the address, at what is new, or at the end; without a connection at what is known. */
function open(client: Client, room: string, seq: number | undefined) {
  const { rooms, connection } = client.state
  const known = rooms.get(room)
  const isLive = connection.phase === 'live'
  const unread = known !== undefined && isLive && known.read > 0 && known.read < known.seq ? known.read + 1 : undefined
  const at = seq ?? unread
  const reading = openReading(client, room, { at })
  const start: Place =
    at === undefined ? { kind: 'end' } : { kind: 'entry', seq: at, how: seq === undefined ? 'line' : 'mark' }
  return { reading, quotes: openQuotes({ client, room, reading }), start }
}

/** The message that somebody has come to see is marked for a moment. */
function useMark(): readonly [number | undefined, (seq: number) => void] {
  const [marked, mark] = useState<{ readonly seq: number }>()
  useEffect(
    () => (marked === undefined ? undefined : clock.after(limits.message_marked_ms, () => mark(undefined))),
    [marked],
  )
  return [marked?.seq, useCallback((seq) => mark({ seq }), [])]
}

/** Who says something sees it. */
function useOwn(count: number, latest: () => void): void {
  const before = useRef(count)
  useEffect(() => {
    if (count > before.current) latest()
    before.current = count
  }, [count, latest])
}

interface ProblemProps {
  readonly cause: unknown
  readonly onClose: () => void
  readonly onGone: () => void
}

function Problem({ cause, onClose, onGone }: ProblemProps) {
  const t = useWords(timelineWords)
  const errorText = useErrorText()
  const notice = useRef<HTMLDivElement>(null)
  useGone(notice, onGone)
  return (
    <div ref={notice} className="notice timeline-problem" data-look="bad">
      <p role="alert">{typeof cause === 'string' ? cause : errorText(cause)}</p>
      <IconButton icon="close" label={t('dismiss')} onClick={onClose} />
    </div>
  )
}
