// The list of messages: only those in sight are drawn, and it keeps its place when others come before or after them.

import type { Reading, ReadingState } from '@hubbub/client'
import type { Message } from '@hubbub/protocol'
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { Virtualizer } from 'virtua'

import { useWords } from '../../../i18n/words.ts'
import { useChat } from '../../../state/chat.tsx'
import { MessageRow } from '../message/message.tsx'
import { timelineWords } from '../words.ts'
import { focusMessage, stepOf } from './keys.ts'
import { indexOf, rowAt } from './rows.ts'
import { type Place, type Scrolling, useScrolling } from './scroll.ts'
import { Top, topHeight_px } from './top.tsx'
import { isWatching } from './watching.ts'
import { nothingShown, settled, type Shown, shownAfter } from './window.ts'

interface ListProps {
  readonly reading: Reading
  readonly state: ReadingState
  /** Where to go; it is gone to as soon as it is there. */
  readonly place: Place
  /** The first entry that is new. */
  readonly line: number | undefined
  /** The entry that somebody has come to see. */
  readonly marked: number | undefined
  /** `seq` is there now. */
  readonly onArrive: (place: Place) => void
  readonly onBottom: (isThere: boolean) => void
  /** What comes after the last message. */
  readonly children: ReactNode
}

export function List({ reading, state, place, line, marked, onArrive, onBottom, children }: ListProps) {
  const t = useWords(timelineWords)
  const shown = useShown(state.entries)
  const { entries } = shown
  const scrolling = useScrolling(reading, place.kind === 'end')
  const look = (): void => onBottom(scrolling.look())
  useMissed(shown, scrolling, look)
  usePlace({ state, shown, place, scrolling, onArrive, look })
  const { tabbed, kept, onKeyDown, onFocus } = useRoving(entries, scrolling)
  return (
    <div
      className="timeline-scroll"
      ref={scrolling.scroller}
      role="log"
      aria-live="off"
      aria-label={t('messages')}
      aria-busy={state.loading !== 'none'}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <div className="timeline-fill" />
      <Top state={state} onAgain={() => void reading.older()} />
      <Virtualizer
        key={shown.part}
        ref={scrolling.handle}
        scrollRef={scrolling.scroller}
        data={entries}
        shift={shown.shift}
        startMargin={topHeight_px}
        keepMounted={kept}
        onScroll={look}
        onResize={() => {
          if (scrolling.follows()) scrolling.toEnd()
          look()
        }}
      >
        {(entry: Message, index) => {
          const { day = false, head = true } = rowAt(entries, index, state.atStart) ?? {}
          return (
            <MessageRow
              key={entry.seq}
              entry={entry}
              day={day}
              head={head}
              isNew={entry.seq === line}
              active={entry.seq === tabbed}
              marked={entry.seq === marked}
            />
          )
        }}
      </Virtualizer>
      {children}
    </div>
  )
}

/** One message can be reached with Tab: the last one, or where somebody has gone to with arrows. */
function useRoving(entries: readonly Message[], { handle, scroller }: Scrolling) {
  const [active, setActive] = useState<number>()
  const at = active === undefined ? -1 : indexOf(entries, active)
  return {
    tabbed: at < 0 ? entries.at(-1)?.seq : active,
    kept: at < 0 ? [] : [at],
    onFocus: (event: FocusEvent<HTMLElement>): void => setActive(seqOf(event) ?? active),
    onKeyDown(event: KeyboardEvent): void {
      const index = stepOf(event, entries)
      const seq = index === undefined ? undefined : entries[index]?.seq
      if (index === undefined || seq === undefined) return
      event.preventDefault()
      handle.current?.scrollToIndex(index, { align: 'nearest' })
      setActive(seq)
      focusMessage(scroller.current, seq)
    },
  }
}

function seqOf({ target }: FocusEvent<HTMLElement>): number | undefined {
  const seq = Number(target.closest<HTMLElement>('[data-seq]')?.dataset['seq'] ?? Number.NaN)
  return Number.isNaN(seq) ? undefined : seq
}

/** The entries as the list is told of them: in two steps when both ends have changed at once. */
function useShown(entries: readonly Message[]): Shown {
  const [last, setLast] = useState(() => shownAfter(nothingShown, entries))
  const goal = (last.next ?? last).entries
  const shown = goal === entries ? last : shownAfter(last, entries)
  if (shown !== last) setLast(shown)
  useLayoutEffect(() => {
    if (shown.next !== undefined) setLast(settled(shown))
  }, [shown])
  return shown
}

/** What was missed may be a lot: who was at the end reads it from where it begins, unless they have looked on all the time. */
function useMissed({ entries }: Shown, scrolling: Scrolling, look: () => void): void {
  const isLive = useChat(({ connection }) => connection.phase === 'live')
  const newest = entries.at(-1)?.seq ?? 0
  const before = useRef({ isLive, hasBeenLive: isLive, newest })
  useLayoutEffect(() => {
    const was = before.current
    before.current = { isLive, hasBeenLive: was.hasBeenLive || isLive, newest }
    if (was.newest === 0 || newest <= was.newest || was.isLive || !scrolling.follows()) return
    if (was.hasBeenLive && isWatching()) return
    scrolling.toPlace({ kind: 'entry', seq: was.newest + 1, how: 'line' }, entries)
    look() // at once: what is not in sight is not taken as read
  })
}

interface PlaceParts extends Pick<ListProps, 'state' | 'place' | 'onArrive'> {
  readonly shown: Shown
  readonly scrolling: Scrolling
  readonly look: () => void
}

/** Goes where somebody wants to be, once that is there; and stays at the end while somebody is there. */
function usePlace({ state, shown, place, scrolling, onArrive, look }: PlaceParts): void {
  const done = useRef<Place>(undefined)
  const part = useRef(shown.part)
  useLayoutEffect(() => {
    const isOther = part.current !== shown.part
    part.current = shown.part
    const isReady = state.loading !== 'jump' && (place.kind === 'end' || isThere(place.seq, state))
    if (place !== done.current && isReady && shown.entries.length > 0) {
      done.current = place
      scrolling.toPlace(place, shown.entries)
      onArrive(place)
    } else if (isOther || scrolling.follows()) scrolling.toEnd()
  }, [state, shown, place, scrolling, onArrive])
  useEffect(() => {
    const frame = requestAnimationFrame(look)
    return () => cancelAnimationFrame(frame)
  })
}

/** An entry that is in no page that could be read is nowhere; what is nearest to it is shown. */
function isThere(seq: number, { entries, error }: ReadingState): boolean {
  return indexOf(entries, seq) >= 0 || (error === undefined && entries.length > 0)
}
