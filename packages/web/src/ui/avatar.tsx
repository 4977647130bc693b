// Somebody's initial on a colour that is theirs.

import type { CSSProperties } from 'react'

export function Avatar({ name, size }: { readonly name: string; readonly size?: string }) {
  const style = { '--hue': hueOf(name), ...(size === undefined ? {} : { '--avatar': size }) } as CSSProperties
  return (
    <span className="avatar" style={style} aria-hidden="true">
      {[...name.toUpperCase()][0] ?? '?'}
    </span>
  )
}

function hueOf(name: string): number {
  let hash = 0
  for (const char of name.toLowerCase()) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 997
  return (hash * 47) % 360
}
