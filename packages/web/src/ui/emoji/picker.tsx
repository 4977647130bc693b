// Picks an emoji: search, groups and those used last, over everything else and beside what opened it.

import './emoji.css'

import { lazy, Suspense } from 'react'

import type { EmojiPickerProps } from './panel.tsx'

const Panel = lazy(async () => ({ default: (await import('./panel.tsx')).EmojiPanel }))

/** Loaded when somebody wants an emoji for the first time. */
export function EmojiPicker(props: EmojiPickerProps) {
  return (
    <Suspense>
      <Panel {...props} />
    </Suspense>
  )
}
