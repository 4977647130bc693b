// A test person on this wire, as the later stages of the Rust course's program are: it registers its name and speaks JSON.

import { limits } from '@hubbub/protocol'

import type { ActorMaker, Said as Heard } from '../actor.ts'
import { TestLine } from '../kit/test-line.ts'
import type { Said } from './bodies/said.ts'
import { atOnce } from './bodies/steps.ts'
import { BodyMemory, BodyReader } from './body-reader.ts'
import { type Dialect, readBody, type Spoken, usualDialect, writeMessage } from './dialect.ts'

const dialect: Dialect = { ...usualDialect, shape: 'named' }

export const lengthPrefixedActor: ActorMaker = async (at, name) => {
  const bodyBytesMax = limits.length_prefixed_body_bytes_max
  const bodies = new BodyReader({ prefixBytes: 4, bodyBytesMax, memory: new BodyMemory(bodyBytesMax) })
  const line = new TestLine(at, (bytes, heard) => {
    for (const body of bodies.read(bytes))
      if (typeof body !== 'string') heard.push(heardIn(atOnce(readBody(body, dialect))))
  })
  const send = (said: Spoken): Promise<void> => line.send(atOnce(writeMessage(said, dialect)))
  const register = Buffer.from(JSON.stringify({ Register: name }))
  await line.send(Buffer.concat([Buffer.of(0, 0, register.length >> 8, register.length & 0xff), register]))
  await line.hears(/^<SERVER MSG> You are registered as /u)
  return {
    wire: 'length-prefixed',
    name,
    heard: line.heard,
    say: (text) => send({ key: 'Text', user: name, text }),
    share: (file) => send({ key: 'File', user: name, ...file }),
    hears: (text) => line.hears(text),
    leave: () => line.end(),
    drop: () => line.drop(),
  }
}

/** Of a file its name is heard, of an image that it is one. */
function heardIn(said: Said): Heard {
  if (said.key === 'Register') return { text: said.name }
  const text = said.key === 'Text' ? said.text : said.key === 'File' ? said.name : 'image'
  return typeof said.user === 'string' ? { from: said.user, text } : { text }
}
