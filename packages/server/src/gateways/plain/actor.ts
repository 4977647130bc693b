// A test person on plain text, as in nc.

import type { ActorMaker, Said } from '../actor.ts'
import { TestLine } from '../kit/test-line.ts'

export const plainActor: ActorMaker = async (at, name) => {
  const utf8 = new TextDecoder()
  let begun = ''
  const line = new TestLine(at, (bytes, heard) => {
    const lines = (begun + utf8.decode(bytes, { stream: true })).split('\n')
    begun = lines.pop() ?? ''
    for (const text of lines) hear(text, heard)
  })
  await line.send(`/nick ${name}\n`)
  await line.hears(/^\* Welcome to /u)
  return {
    wire: 'plain',
    name,
    heard: line.heard,
    say: (text) => line.send(`${text}\n`),
    hears: (text) => line.hears(text),
    leave: () => line.end(),
    drop: () => line.drop(),
  }
}

/** `[14:03] [dev-talk] <alice> hello`, the further lines of a message, or something that is told. */
function hear(line: string, heard: Said[]): void {
  const last = heard.at(-1)
  if (line.startsWith('    ') && last !== undefined) {
    heard[heard.length - 1] = { ...last, text: `${last.text}\n${line.slice(4)}` }
    return
  }
  const { room, from, text } =
    /^(?:\[\d\d:\d\d\] )?(?:\[(?<room>[^\]]+)\] )?<(?<from>.+?)(?: to you)?> (?<text>.*)$/u.exec(line)?.groups ?? {}
  if (from === undefined || text === undefined) heard.push({ text: line })
  else heard.push(room === undefined ? { from, text } : { from, text, room })
}
