// Opens the screen that fits: with a prompt on a terminal, and nothing but lines in a pipe or for a screen reader.

import { createInterface } from 'node:readline'
import type { ReadStream, WriteStream } from 'node:tty'

import { noPaint } from './format.ts'
import { PromptingScreen } from './prompting-screen.ts'
import type { Screen } from './screen.ts'

export interface Streams {
  readonly stdin: NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY'>>
  readonly stdout: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY'>>
  readonly stderr: NodeJS.WritableStream
}

export interface ScreenOptions {
  readonly plain: boolean
  /** Called for Ctrl-C where the terminal leaves it to us. */
  interrupted(): void
  /** Whether a line must not be seen any more, nor be offered again, once it was typed. */
  isSecret(line: string): boolean
}

export function openScreen(streams: Streams, { plain, ...hooks }: ScreenOptions): Screen {
  const { stdin, stdout } = streams
  if (!stdin.isTTY || !stdout.isTTY || plain) return plainScreen(streams)
  return new PromptingScreen({ stdin, stdout, ...hooks })
}

function plainScreen({ stdin, stdout, stderr }: Streams): Screen {
  const input = createInterface({ input: stdin, crlfDelay: Infinity })
  const lines = input[Symbol.asyncIterator]()
  return {
    showsTyped: stdin.isTTY === true && stdout.isTTY === true,
    showsStatus: false,
    paint: noPaint,
    print: (line) => void stdout.write(`${line}\n`),
    note: (line) => void stderr.write(`${line}\n`),
    status: () => {},
    setPrompt: () => {},
    async ask(question) {
      if (!stdin.isTTY) return undefined
      stderr.write(question)
      const { value, done } = await lines.next()
      return done === true ? undefined : value
    },
    lines: () => lines,
    close: () => input.close(),
  }
}
