// How far a transfer is: a bar before the prompt where there is one, a line now and then elsewhere.

import { harmless } from './harmless.ts'
import type { Screen } from './screen.ts'

const barChars = 20
// Often enough to see it move, seldom enough not to be read out all the time.
const stepPercent = { status: 5, line: 25 }

export interface Progress {
  (bytes: number): void
  /** The transfer is over, well or not. */
  done(): void
}

export function progressOf(screen: Screen, file: { readonly name: string; readonly bytes: number }): Progress {
  const step = screen.showsStatus ? stepPercent.status : stepPercent.line
  const name = harmless(file.name)
  let shown = 0
  const show = (bytes: number): void => {
    const percent = file.bytes === 0 ? 100 : Math.floor((100 * Math.min(bytes, file.bytes)) / file.bytes)
    const reached = percent - (percent % step)
    if (reached <= shown) return
    shown = reached
    if (screen.showsStatus) screen.status(`${name} ${bar(reached)}`)
    else screen.note(`${name}: ${reached} %`)
  }
  return Object.assign(show, { done: () => screen.status('') })
}

/** `[#####---------------] 25 %` */
export function bar(percent: number): string {
  const full = Math.round((barChars * percent) / 100)
  return `[${'#'.repeat(full)}${'-'.repeat(barChars - full)}] ${percent} %`
}
