// Group commit: what is asked while one batch is under way is gathered into the next; answers come in the order of asking.

import { type ErrorCode, Refusal } from '@hubbub/protocol'

import type { Answers } from './sql/sqlite/answers.ts'

interface Asked {
  readonly operation: unknown
  readonly chars: number
  resolve(value: unknown): void
  reject(refusal: Refusal): void
}

export interface BatchQueueOptions {
  /** How many operations make one batch at most. */
  readonly batchMax: number
  /** How many may wait behind the batch that is under way; further ones are refused with `busy`. */
  readonly waitingMax: number
  /** How much text may wait in all. */
  readonly waitingCharsMax: number
  /** Hears every answer before those who asked. */
  readonly watch?: (answers: Answers) => void
}

// So many make a commit worth its while; more are better gathered during that commit than before it. Since each further turn
// must bring something, this also bounds how long anybody waits.
const gatheredEnough = 16

type Send = (batch: readonly unknown[]) => void

export class BatchQueue {
  readonly #options: BatchQueueOptions
  /** Refuses operations while nobody is there to send them to, and when it closes, for good. */
  #gate: 'open' | 'down' | 'closing' = 'down'
  #send: Send = () => undefined
  /** `gathering` lasts until a turn of the event loop has brought nothing new: what is asked together is one batch. */
  #state: 'idle' | 'gathering' | 'under-way' = 'idle'
  #waitedLastTurn = 0
  #waiting: Asked[] = []
  #waitingChars = 0
  #underWay: readonly Asked[] = []
  #whenIdle: (() => void) | undefined

  constructor(options: BatchQueueOptions) {
    this.#options = options
  }

  /** `chars` is the length of the text in it, where that may be great. */
  ask(operation: unknown, chars = 0): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#gate !== 'open') return reject(new Refusal(refusalOfGate[this.#gate]))
      if (this.#isFull(chars)) return reject(new Refusal('busy'))
      this.#waiting.push({ operation, chars, resolve, reject })
      this.#waitingChars += chars
      if (this.#state === 'idle') this.#gather()
    })
  }

  #gather(): void {
    this.#state = 'gathering'
    this.#waitedLastTurn = 0
    setImmediate(this.#endTurn)
  }

  #isFull(chars: number): boolean {
    const { waitingMax, waitingCharsMax } = this.#options
    return this.#waiting.length >= waitingMax || this.#waitingChars + chars > waitingCharsMax
  }

  /** An empty turn takes microseconds, and a batch cut in two takes two commits: a turn more is worth its while. */
  readonly #endTurn = (): void => {
    if (this.#state !== 'gathering') return
    const waits = this.#waiting.length
    const isGrowing = waits > this.#waitedLastTurn && waits < gatheredEnough
    this.#waitedLastTurn = waits
    if (isGrowing) setImmediate(this.#endTurn)
    else this.#sendNext()
  }

  /** Somebody is there to send to. */
  open(send: Send): void {
    this.#send = send
    if (this.#gate === 'down') this.#gate = 'open'
  }

  /** What was sent has its answers. What waits leaves at the end of this turn, with all that the turn brings. */
  answered(answers: Answers): void {
    const asked = this.#underWay
    this.#underWay = []
    if (this.#waiting.length > 0) this.#gather()
    else this.#state = 'idle'
    this.#options.watch?.(answers)
    for (let place = 0; place < asked.length; place++) settle(asked[place], answers, place)
    this.#tellIfIdle()
  }

  /** Whoever was sent to is gone, and with them every answer. */
  lost(): void {
    const asked = [...this.#underWay, ...this.#waiting]
    this.#underWay = []
    this.#waiting = []
    this.#waitingChars = 0
    this.#state = 'idle'
    if (this.#gate === 'open') this.#gate = 'down'
    for (const { reject } of asked) reject(new Refusal('unavailable'))
    this.#tellIfIdle()
  }

  /** Takes no more; resolves when everything that was asked has its answer. */
  close(): Promise<void> {
    this.#gate = 'closing'
    return new Promise((resolve) => {
      this.#whenIdle = resolve
      this.#tellIfIdle()
    })
  }

  #sendNext(): void {
    const { batchMax } = this.#options
    if (this.#waiting.length > batchMax) this.#underWay = this.#waiting.splice(0, batchMax)
    else {
      this.#underWay = this.#waiting
      this.#waiting = []
    }
    this.#state = 'under-way'
    for (const { chars } of this.#underWay) this.#waitingChars -= chars
    this.#send(this.#underWay.map(({ operation }) => operation))
  }

  #tellIfIdle(): void {
    if (this.#state === 'idle') this.#whenIdle?.()
  }
}

const refusalOfGate = { down: 'unavailable', closing: 'closing' } satisfies Record<string, ErrorCode>

function settle(asked: Asked | undefined, { values, refusals }: Answers, place: number): void {
  const code = refusals?.get(place)
  if (code === undefined) asked?.resolve(values[place])
  else asked?.reject(new Refusal(code))
}
