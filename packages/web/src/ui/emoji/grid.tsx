// The emoji in their rows: one of them takes the focus, and arrows move it.

import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type PointerEvent,
  type SyntheticEvent,
  useEffect,
  useRef,
  useState,
} from 'react'

import { useWords } from '../../i18n/words.ts'
import { columns, type Group } from './groups.ts'
import type { Emoji } from './search.ts'
import { emojiWords } from './words.ts'

/** A group that somebody wants to go to; another object each time. */
export interface Wanted {
  readonly name: Group['name']
}

interface GridProps {
  readonly groups: readonly Group[]
  readonly wanted: Wanted | undefined
  readonly onPick: (sign: string) => void
  /** The one that has the focus, or is pointed at. */
  readonly onLook: (sign: string) => void
  /** Beyond the first row. */
  readonly onAbove: () => void
}

export const EmojiGrid = memo(function EmojiGrid({ groups, wanted, onPick, onLook, onAbove }: GridProps) {
  const t = useWords(emojiWords)
  const look = ({ target }: PointerEvent | SyntheticEvent): void => {
    const sign = signOf(target)
    if (sign !== undefined) onLook(sign)
  }
  const focus = (event: SyntheticEvent<HTMLElement>): void => {
    look(event)
    if (event.target instanceof HTMLElement) rove(event.currentTarget, event.target)
  }
  return (
    <div
      className="emoji-grid"
      role="grid"
      aria-label={t('title')}
      onClick={({ target }) => {
        const sign = signOf(target)
        if (sign !== undefined) onPick(sign)
      }}
      onPointerOver={look}
      onFocus={focus}
      onKeyDown={(event) => move(event, onAbove)}
    >
      {groups.map((group, place) => (
        <EmojiGroup
          key={group.name}
          group={group}
          isFirst={place === 0}
          wanted={wanted?.name === group.name ? wanted : undefined}
        />
      ))}
    </div>
  )
})

interface GroupProps {
  readonly group: Group
  readonly isFirst: boolean
  readonly wanted: Wanted | undefined
}

/** Two thousand buttons are too many to be made at once: a group is made when it comes near, and then stays. */
const EmojiGroup = memo(function EmojiGroup({ group: { name, rows }, isFirst, wanted }: GroupProps) {
  const t = useWords(emojiWords)
  const at = useRef<HTMLDivElement>(null)
  const isNear = useNear(at)
  useEffect(() => {
    if (wanted === undefined) return
    at.current?.scrollIntoView({ block: 'start' })
    at.current?.querySelector<HTMLElement>('.emoji')?.focus({ preventScroll: true })
  }, [wanted])
  const isMade = isFirst || isNear || wanted !== undefined
  return (
    <div className="emoji-group" ref={at} role="rowgroup" aria-label={t(name)}>
      <h3 className="emoji-group-name" aria-hidden="true">
        {t(name)}
      </h3>
      <div className="emoji-rows" role="presentation" style={{ '--rows': rows.length } as CSSProperties}>
        {isMade && rows.map((row, line) => <EmojiRow key={row[0]?.sign} row={row} isFirst={isFirst && line === 0} />)}
      </div>
    </div>
  )
})

/** Whether it has been in sight, or within reach of it. */
function useNear(at: { readonly current: HTMLElement | null }): boolean {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    if (at.current === null || isNear) return
    const root = at.current.closest('.emoji-all')
    const observer = new IntersectionObserver((seen) => setNear(seen.some(({ isIntersecting }) => isIntersecting)), {
      root,
      rootMargin: '100%',
    })
    observer.observe(at.current)
    return () => observer.disconnect()
  }, [at, isNear])
  return isNear
}

function EmojiRow({ row, isFirst }: { readonly row: readonly Emoji[]; readonly isFirst: boolean }) {
  return (
    <div className="emoji-row" role="row">
      {row.map(({ sign, label }, column) => (
        <button
          key={sign}
          className="emoji"
          type="button"
          role="gridcell"
          aria-label={label}
          tabIndex={isFirst && column === 0 ? 0 : -1}
          data-sign={sign}
        >
          {sign}
        </button>
      ))}
    </div>
  )
}

function signOf(target: EventTarget): string | undefined {
  return target instanceof HTMLElement ? target.closest<HTMLElement>('[data-sign]')?.dataset['sign'] : undefined
}

/** Whoever comes back to the grid comes back to this one. */
function rove(grid: HTMLElement, to: HTMLElement): void {
  for (const cell of grid.querySelectorAll<HTMLElement>('[tabindex="0"]')) cell.tabIndex = -1
  to.tabIndex = 0
}

interface Place {
  readonly row: number
  readonly column: number
}

const pageRows = 5

/** Where a key leads from a place in rows of these lengths. */
const steps: Readonly<Record<string, (at: Place, lengths: readonly number[]) => Place>> = {
  ArrowRight: ({ row, column }, lengths) =>
    column + 1 < (lengths[row] ?? 0) ? { row, column: column + 1 } : { row: row + 1, column: 0 },
  ArrowLeft: ({ row, column }) => (column > 0 ? { row, column: column - 1 } : { row: row - 1, column: columns - 1 }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  PageDown: ({ row, column }, lengths) => ({ row: Math.min(row + pageRows, lengths.length - 1), column }),
  PageUp: ({ row, column }) => ({ row: Math.max(row - pageRows, 0), column }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }) => ({ row, column: columns - 1 }),
}

function move(event: KeyboardEvent<HTMLElement>, onAbove: () => void): void {
  const step = steps[event.key]
  const cell = event.target instanceof HTMLElement ? event.target : null
  const here = cell?.parentElement
  if (step === undefined || cell === null || !here) return
  event.preventDefault()
  const rows = [...event.currentTarget.querySelectorAll('.emoji-row')]
  const at = { row: rows.indexOf(here), column: [...here.children].indexOf(cell) }
  const { row, column } = step(
    at,
    rows.map(({ childElementCount }) => childElementCount),
  )
  if (row < 0) return onAbove()
  const cells = rows[row]?.children
  const to = cells?.[Math.min(column, cells.length - 1)]
  if (to instanceof HTMLElement) to.focus()
}
