// A test person on fixed frames of 32 bytes, as the Rust tutorial's client is.

import type { ActorMaker } from '../actor.ts'
import { TestLine } from '../kit/test-line.ts'
import { FrameReader } from './frame-reader.ts'
import { framesOf } from './frame-writer.ts'

const size = 32

/** Nobody is known on this wire before they speak: it presses Enter once, and has come when it hears that. */
export const framesActor: ActorMaker = async (at) => {
  const frames = new FrameReader(size)
  const line = new TestLine(at, (bytes, heard) => {
    for (const text of frames.read(bytes)) heard.push({ text })
  })
  const say = (text: string): Promise<void> => line.send(framesOf(text, size))
  await say('')
  await line.hears('')
  return {
    wire: 'frames',
    name: '',
    heard: line.heard,
    say,
    hears: (text) => line.hears(text),
    leave: () => line.end(),
    drop: () => line.drop(),
  }
}
