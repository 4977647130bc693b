// A screen with a prompt at its foot: what comes in is printed above it, and what is being typed stays.

import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline'
import { styleText } from 'node:util'

import type { Paint } from './format.ts'
import type { Screen } from './screen.ts'

export class PromptingScreen implements Screen {
  readonly showsTyped = true
  readonly showsStatus = true
  readonly paint: Paint
  readonly #input: Interface
  readonly #stdout: NodeJS.WritableStream
  #prompt = ''
  #status = ''
  /** The prompt is shown between questions, while lines are read. */
  #phase: 'asking' | 'prompting' | 'closed' = 'asking'

  constructor(make: { stdin: NodeJS.ReadableStream; stdout: NodeJS.WritableStream; interrupted(): void }) {
    const { stdin, stdout: stream, interrupted } = make
    this.#stdout = stream
    this.#input = createInterface({ input: stdin, output: stream, historySize: 200 })
    this.#input.on('SIGINT', interrupted)
    this.#input.on('close', () => this.#ended())
    this.paint = {
      dim: (text) => styleText('dim', text, { stream }),
      bold: (text) => styleText('bold', text, { stream }),
    }
  }

  /** Takes the prompt and what is being typed away, prints, and puts both back below. */
  print(line: string): void {
    if (this.#phase === 'prompting') this.#clear()
    this.#stdout.write(`${line}\n`)
    this.#redraw()
  }

  note(line: string): void {
    this.print(this.paint.dim(line))
  }

  status(text: string): void {
    if (text === this.#status) return
    this.#status = text
    this.#redraw()
  }

  setPrompt(prompt: string): void {
    this.#prompt = prompt
    this.#redraw()
  }

  ask(question: string): Promise<string | undefined> {
    const { promise, resolve } = Promise.withResolvers<string | undefined>()
    const ended = (): void => resolve(undefined)
    this.#input.once('close', ended)
    this.#input.question(question, resolve)
    return promise.finally(() => this.#input.off('close', ended))
  }

  async *lines(): AsyncGenerator<string> {
    this.#phase = 'prompting'
    this.#redraw()
    for await (const line of this.#input) {
      yield line
      this.#redraw()
    }
  }

  close(): void {
    this.#input.close()
  }

  /** There is no prompt any more, only what is still to be said below where it stood. */
  #ended(): void {
    if (this.#phase === 'prompting') this.#clear()
    this.#phase = 'closed'
  }

  #clear(): void {
    const { rows } = this.#input.getCursorPos()
    cursorTo(this.#stdout, 0)
    if (rows > 0) moveCursor(this.#stdout, 0, -rows)
    clearScreenDown(this.#stdout)
    // readline goes up by as many rows before it draws, and would draw over what is printed now; there is no other way to tell it.
    Object.assign(this.#input, { prevRows: 0 })
  }

  #redraw(): void {
    if (this.#phase !== 'prompting') return
    this.#input.setPrompt(this.#status === '' ? this.#prompt : `${this.#status} ${this.#prompt}`)
    this.#input.prompt(true)
  }
}
