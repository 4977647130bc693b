// Asks for a password: twice and unseen on a terminal, as the first line of the input elsewhere.

import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'

import { Complaint } from '../complaint.ts'
import type { Streams } from './open-screen.ts'

type Asking = Pick<Streams, 'stdin' | 'stderr'>

export async function askPassword(streams: Asking): Promise<string> {
  if (streams.stdin.isTTY !== true) return (await text(streams.stdin)).split(/\r?\n/u, 1)[0] ?? ''
  const [password, again] = await askUnseen(streams, ['Password: ', 'Again: '])
  if (password === undefined || again === undefined) throw new Complaint('Nothing was typed.')
  if (password !== again) throw new Complaint('Those are two different passwords.')
  return password
}

/** What is typed is drawn on nothing. The answers end where the input does, or with Ctrl-C. */
async function askUnseen({ stdin, stderr }: Asking, questions: readonly string[]): Promise<string[]> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const input = createInterface({ input: stdin, output: nowhere, terminal: true, historySize: 0 })
  input.on('SIGINT', () => input.close())
  const lines = input[Symbol.asyncIterator]()
  const answers: string[] = []
  for (const question of questions) {
    stderr.write(question)
    const { value, done } = await lines.next()
    stderr.write('\n')
    if (done === true) break
    answers.push(value)
  }
  input.close()
  return answers
}
