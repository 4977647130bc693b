// A menu that opens from a button: arrows move in it, Escape and a click beside it close it.

import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'

import { IconButton } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'

export interface MenuRow {
  readonly label: string
  readonly icon?: IconName
  readonly look?: 'bad'
  readonly onPick: () => void
}

interface MenuProps {
  readonly label: string
  readonly rows: readonly MenuRow[]
  readonly icon?: IconName
  /** What the button shows instead of a pictogram. */
  readonly children?: ReactNode
  /** Above the rows: menu items of another shape, which close the menu themselves. */
  readonly above?: (close: () => void) => ReactNode
}

export function Menu({ icon = 'more', label, rows, children, above }: MenuProps) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  const trigger = {
    'ref': button,
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    'onClick': () => setOpen(!open),
  } as const
  return (
    <>
      {children === undefined ? (
        <IconButton icon={icon} label={label} {...trigger} />
      ) : (
        <button type="button" className="menu-trigger" title={label} {...trigger}>
          {children}
        </button>
      )}
      {open && <MenuList anchor={button} label={label} rows={rows} above={above} onClose={close} />}
    </>
  )
}

interface MenuListProps extends Pick<MenuProps, 'label' | 'rows'> {
  readonly above: MenuProps['above'] | undefined
  readonly anchor: { readonly current: HTMLElement | null }
  readonly onClose: () => void
}

function MenuList({ anchor, label, rows, above, onClose }: MenuListProps) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const [menu, at] = [list.current, anchor.current?.getBoundingClientRect()]
    if (menu === null || at === undefined) return
    menu.showPopover()
    place(menu, at)
    menu.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }, [anchor])
  useEffect(() => {
    const beside = ({ target }: Event): void => {
      const [menu, button] = [list.current, anchor.current]
      if (target instanceof Node && !menu?.contains(target) && !button?.contains(target)) onClose()
    }
    addEventListener('pointerdown', beside)
    return () => removeEventListener('pointerdown', beside)
  }, [anchor, onClose])
  return (
    <div className="menu" id={id} ref={list} role="menu" aria-label={label} popover="manual" onKeyDown={keys(onClose)}>
      {above?.(onClose)}
      {rows.map((row) => (
        <button
          key={row.label}
          className="menu-item"
          data-look={row.look}
          role="menuitem"
          type="button"
          tabIndex={-1}
          onClick={() => {
            onClose()
            row.onPick()
          }}
        >
          {row.icon && <Icon name={row.icon} />}
          {row.label}
        </button>
      ))}
    </div>
  )
}

/** Below what it belongs to, or above where there is no room below; never out of the window. */
function place(menu: HTMLElement, at: DOMRect): void {
  const { width, height } = menu.getBoundingClientRect()
  const below = at.bottom + 4
  const top = below + height > innerHeight ? Math.max(4, at.top - height - 4) : below
  menu.style.top = `${top}px`
  menu.style.left = `${Math.max(4, Math.min(at.right - width, innerWidth - width - 4))}px`
}

const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => (at >= last ? 0 : at + 1),
  ArrowUp: (at, last) => (at <= 0 ? last : at - 1),
  Home: () => 0,
  End: (_at, last) => last,
}

function keys(onClose: () => void) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      event.stopPropagation()
      return onClose()
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')]
    const at = items.findIndex((item) => item === document.activeElement)
    items[step(at, items.length - 1)]?.focus()
  }
}
