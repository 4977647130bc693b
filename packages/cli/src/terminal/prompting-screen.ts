// A screen with a prompt at its foot: what comes in is printed above it, and what is being typed stays.

import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline'
import { styleText } from 'node:util'

import type { Paint } from './format.ts'
import type { Screen } from './screen.ts'

export interface PromptingScreenMake {
  readonly stdin: NodeJS.ReadableStream
  readonly stdout: NodeJS.WritableStream
  interrupted(): void
  /** Whether a line must not be seen any more, nor be offered again, once it was typed. */
  isSecret(line: string): boolean
}

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

  constructor(make: PromptingScreenMake) {
    const { stdin, stdout: stream, interrupted, isSecret } = make
    this.#stdout = stream
    this.#input = createInterface({ input: stdin, output: stream, historySize: 200 })
    this.#input.on('SIGINT', interrupted)
    this.#input.on('history', (lines) => void (isSecret(lines[0] ?? '') && lines.shift()))
    this.#input.on('line', (line) => isSecret(line) && this.#hide(line))
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

  /** Takes a line that has just been typed away, and leaves its first word: what it did can still be told. */
  #hide(line: string): void {
    // What readline knows of the line is gone by now; only with it can it tell how many rows that took.
    Object.assign(this.#input, { line, cursor: line.length })
    const { rows } = this.#input.getCursorPos()
    Object.assign(this.#input, { line: '', cursor: 0 })
    moveCursor(this.#stdout, 0, -rows - 1)
    cursorTo(this.#stdout, 0)
    clearScreenDown(this.#stdout)
    const [word = ''] = line.trim().split(/\s/u, 1)
    this.#stdout.write(`${this.#input.getPrompt()}${word} ********\n`)
  }

  #redraw(): void {
    if (this.#phase !== 'prompting') return
    this.#input.setPrompt(this.#status === '' ? this.#prompt : `${this.#status} ${this.#prompt}`)
    this.#input.prompt(true)
  }
}
