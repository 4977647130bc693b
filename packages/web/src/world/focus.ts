// Where the focus goes when what had it is gone: a browser would leave it at the page as a whole, far from where somebody was.

import { type RefObject, useLayoutEffect } from 'react'

/** Just before the element goes, with the focus in it, `onGone` gives that to something that stays. */
export function useGone(ref: RefObject<HTMLElement | null>, onGone: (at: HTMLElement) => void): void {
  useLayoutEffect(() => {
    const at = ref.current
    return () => {
      if (at?.contains(document.activeElement)) onGone(at)
    }
  }, [ref, onGone])
}
