// A link inside the client: it changes the address without loading the page again, and opens in a tab like any other.

import type { ComponentProps } from 'react'

import { go } from '../state/route.ts'

interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  readonly to: string
}

export function Link({ to, onClick, ...rest }: LinkProps) {
  return (
    <a
      href={to}
      onClick={(event) => {
        onClick?.(event)
        const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
        if (event.defaultPrevented || !isPlain) return
        event.preventDefault()
        go(to)
      }}
      {...rest}
    />
  )
}
