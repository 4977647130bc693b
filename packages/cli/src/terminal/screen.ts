// What a person reads and types, whatever the terminal is like.

import type { Paint } from './format.ts'

export interface Screen {
  /** Whether people see what they have typed standing in the conversation, so that it need not be shown again. */
  readonly showsTyped: boolean
  /** Whether transfers can show how far they are in place, instead of in lines. */
  readonly showsStatus: boolean
  readonly paint: Paint
  /** A line of the conversation. */
  print(line: string): void
  /** A line about this program itself. */
  note(line: string): void
  /** Something that holds for a while, such as how far a transfer is; empty when it is over. */
  status(text: string): void
  setPrompt(prompt: string): void
  /** Asks for one line; undefined when nobody is there to be asked. */
  ask(question: string): Promise<string | undefined>
  /** The lines that are typed; ends with the input. */
  lines(): AsyncIterable<string>
  close(): void
}
