// What a page tells about itself while somebody uses it: its long tasks, and where the messages stand in every frame.

import type { BrowserContext, Page } from 'playwright-core'

/** What was seen since the last time it was asked. */
export interface Seen {
  /** When the first message was on screen, counted from when the page was asked for; if that was since then. */
  readonly first_ms?: number
  /** How long each task took that took longer than 50 ms. */
  readonly tasks_ms: readonly number[]
  readonly frames: number
  /** The seqs of the messages that were in sight in some frame, ascending. */
  readonly seqs: readonly number[]
  /** Messages that did not follow on the one above them. */
  readonly astray: readonly string[]
  /** How far a message that stayed in sight moved from one frame to the next, at most: up, and down. */
  readonly up_px: number
  readonly down_px: number
}

/**
 * Until it is let go, the page can ask for nothing: what it does before an answer and what it does after it can be told apart.
 */
const hold = `(() => {
  const send = WebSocket.prototype.send
  let held
  WebSocket.prototype.send = function (text) {
    if (held === undefined) send.call(this, text)
    else held.push(() => send.call(this, text))
  }
  globalThis.holdAsking = () => void (held = [])
  globalThis.letAsk = () => {
    const all = held
    held = undefined
    for (const one of all) one()
  }
})()`

/**
 * Runs in the page, before anything else there. It looks after a frame has been laid out, so that it does not itself make the
 * page lay itself out once more.
 */
const witness = `(() => {
  const observer = new PerformanceObserver((list) => note(list.getEntries()))
  const nothing = () => ({ tasks_ms: [], frames: 0, seqs: new Set(), astray: new Set(), up_px: 0, down_px: 0 })
  let begun = false
  let seen = nothing()
  let tops = new Map()
  const note = (tasks) => seen.tasks_ms.push(...tasks.map(({ duration }) => Math.round(duration)))
  const look = () => {
    const scroller = document.querySelector('.timeline-scroll')
    if (scroller === null) return
    const { top: from, bottom: to } = scroller.getBoundingClientRect()
    const all = [...scroller.querySelectorAll('article[data-seq]')].map((row) => ({ row, seq: Number(row.dataset.seq) }))
    // The row that has the focus stays drawn, wherever it is.
    const held = document.activeElement?.closest('[data-seq]')
    all.forEach(({ row, seq }, index) => {
      const above = all[index - 1]
      if (above === undefined || above.row === held || row === held) return
      if (above.seq !== seq - 1) seen.astray.add(above.seq + ' above ' + seq)
    })
    // A row of which the list does not know the height yet is there, and nobody sees it.
    const now = all
      .map(({ row, seq }) => ({ row, seq, box: row.getBoundingClientRect() }))
      .filter(({ row, box }) => box.bottom > from && box.top < to && row.checkVisibility({ visibilityProperty: true }))
    if (now.length > 0 && !begun) seen.first_ms = Math.round(performance.now())
    begun ||= now.length > 0
    seen.frames++
    for (const { seq, box } of now) {
      seen.seqs.add(seq)
      const moved = box.top - (tops.get(seq) ?? box.top)
      if (moved < -seen.up_px) seen.up_px = -moved
      if (moved > seen.down_px) seen.down_px = moved
    }
    tops = new Map(now.map(({ seq, box }) => [seq, box.top]))
  }
  const channel = new MessageChannel()
  channel.port1.onmessage = look
  const frame = () => {
    channel.port2.postMessage(undefined)
    requestAnimationFrame(frame)
  }
  observer.observe({ type: 'longtask', buffered: true })
  requestAnimationFrame(frame)
  globalThis.takeSeen = () => {
    note(observer.takeRecords())
    const { seqs, astray, ...rest } = seen
    seen = nothing()
    return { ...rest, seqs: [...seqs].sort((one, other) => one - other), astray: [...astray] }
  }
})()`

export async function addWitness(context: BrowserContext): Promise<void> {
  await context.addInitScript(hold)
  await context.addInitScript(witness)
}

export function holdAsking(page: Page): Promise<void> {
  return page.evaluate('holdAsking()')
}

export function letAsk(page: Page): Promise<void> {
  return page.evaluate('letAsk()')
}

/** Resolves when as many frames have been drawn. */
export async function drawn(page: Page, frames: number): Promise<void> {
  const frame = 'new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))'
  for (let i = 0; i < frames; i++) await page.evaluate(frame)
}

export function takeSeen(page: Page): Promise<Seen> {
  return page.evaluate<Seen>('takeSeen()')
}
