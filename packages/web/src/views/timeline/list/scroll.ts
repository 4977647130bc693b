// Scrolls the list: to a place, to its end, and along with its end while somebody is there.

import type { Reading } from '@hubbub/client'
import type { Message } from '@hubbub/protocol'
import { type RefObject, useMemo, useRef } from 'react'
import type { VirtualizerHandle } from 'virtua'

import { indexFrom } from './rows.ts'
import { topHeight_px } from './top.tsx'

/** Where to go. Another object is another wish, though it may be for the same place. */
export type Place =
  | { readonly kind: 'end' }
  /** `line`: what comes before is read, and needs little room. `mark`: it is shown which one was meant. */
  | { readonly kind: 'entry'; readonly seq: number; readonly how: 'line' | 'mark' }

const nearEnd_px = 48
const fetchAhead_px = 1_200
const beforeLine_px = 96

/** How much is below what is in sight. The list knows it; the page would have to lay itself out to tell. */
function leftBelow({ scrollSize, scrollOffset, viewportSize }: VirtualizerHandle): number {
  return scrollSize <= viewportSize ? 0 : topHeight_px + scrollSize - scrollOffset - viewportSize
}

/** The list learns where it was scrolled to some time later, when more may have come; this is what is so, at the cost of a layout. */
function isAtEnd(scroller: HTMLElement | null): boolean {
  return scroller !== null && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEnd_px
}

export interface Scrolling {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly handle: RefObject<VirtualizerHandle | null>
  /** Whether the end is in sight, and is to stay there. */
  readonly follows: () => boolean
  toEnd(): void
  toPlace(place: Place, entries: readonly Message[]): void
  /** After anything has moved: fetches what will be seen soon. Tells whether the end is in sight. */
  look(): boolean
}

export function useScrolling(reading: Reading, atEnd: boolean): Scrolling {
  const scroller = useRef<HTMLDivElement>(null)
  const handle = useRef<VirtualizerHandle>(null)
  const following = useRef(atEnd)
  return useMemo(() => {
    const toEnd = (): void => {
      following.current = true
      if (scroller.current !== null) scroller.current.scrollTop = scroller.current.scrollHeight
    }
    return {
      scroller,
      handle,
      follows: () => following.current,
      toEnd,
      toPlace(place, entries) {
        if (place.kind === 'end' || entries.length === 0) return toEnd()
        following.current = false
        const index = Math.min(indexFrom(entries, place.seq), entries.length - 1)
        const how =
          place.how === 'line' ? ({ align: 'start', offset: -beforeLine_px } as const) : ({ align: 'center' } as const)
        handle.current?.scrollToIndex(index, how)
      },
      look() {
        const list = handle.current
        // The end of a list that is still empty is not what somebody has read.
        if (list === null || list.viewportSize === 0 || reading.state.entries.length === 0) return false
        const left = leftBelow(list)
        // Rows turned out smaller than was thought, and the list has not been scrolled back yet.
        if (left < 0) return following.current
        following.current = left < nearEnd_px || (following.current && isAtEnd(scroller.current))
        const { loading, error, atStart, atEnd: isWhole } = reading.state
        if (loading === 'none' && error === undefined) {
          if (!atStart && list.scrollOffset < fetchAhead_px) void reading.older()
          else if (!isWhole && left < fetchAhead_px) void reading.newer()
        }
        return following.current
      },
    }
  }, [reading])
}
