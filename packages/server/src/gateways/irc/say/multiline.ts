// Messages of many lines as clients send them: gathered in a batch, said at its end (draft/multiline).

import { utf8Bytes } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { isSameName } from '../names.ts'
import type { Gathering } from './gathering.ts'
import { say } from './say.ts'
import { readTags } from './tags.ts'

const CONCAT = 'draft/multiline-concat'

/** What a batch is refused for: `FAIL BATCH CODE context… :sentence` (draft/multiline, "Errors"). */
interface Wrong {
  readonly code: string
  readonly context?: readonly string[]
  readonly says: string
}

/** `BATCH +ref draft/multiline target` opens, `BATCH -ref` closes. */
export async function batch(client: Client, line: Line): Promise<void> {
  const [ref = ''] = line.params
  if (ref.startsWith('+')) return open(client, line)
  const opened = client.gathering
  if (!ref.startsWith('-') || opened?.name !== ref.slice(1)) return fail(client, noSuchBatch)
  client.gathering = undefined
  const { message } = opened
  if (message !== 'refused') await client.answerFor(message.label, () => finish(client, message))
}

function invalid(says: string): Wrong {
  return { code: 'MULTILINE_INVALID', says }
}

const noSuchBatch = invalid('There is no such batch')

function open(client: Client, { params, tags }: Line): void {
  const [ref = '', type, target] = params
  const name = ref.slice(1)
  if (type !== 'draft/multiline' || target === undefined || name === '' || !client.has.has('draft/multiline')) {
    return fail(client, invalid('That is no batch of lines'))
  }
  if (client.gathering !== undefined) return fail(client, invalid('One batch at a time'))
  const label = client.takeLabel()
  const message: Gathering = { target, tags: readTags(tags), label, verb: undefined, body: '', lines: 0, wraps: [] }
  client.gathering = { name, message }
}

/** Keeps a line of a batch until that is closed, or refuses the batch. */
export async function gather(client: Client, line: Line, verb: 'PRIVMSG' | 'NOTICE'): Promise<void> {
  const opened = client.gathering
  if (opened === undefined) return fail(client, noSuchBatch)
  const { name, message } = opened
  if (message === 'refused') return
  const wrong = name === line.tags.get('batch') ? add(client, message, { line, verb }) : noSuchBatch
  if (wrong === undefined) return
  client.gathering = { name, message: 'refused' }
  await client.answerFor(message.label, () => fail(client, wrong))
}

/** Adds the line, or says what is wrong with it. */
function add(
  client: Client,
  message: Gathering,
  { line, verb }: { line: Line; verb: 'PRIVMSG' | 'NOTICE' },
): Wrong | undefined {
  const [target = '', text = ''] = line.params
  const joins = line.tags.has(CONCAT)
  const { multilineBytesMax, multilineLinesMax } = client.server.settings().irc
  if (!isSameName(target, message.target)) {
    const context = [message.target, target]
    return { code: 'MULTILINE_INVALID_TARGET', context, says: 'Lines of a batch go to one target' }
  }
  if (message.verb !== undefined && message.verb !== verb) return invalid('Lines of a batch are of one kind')
  if (joins && text === '') return invalid('An empty line cannot be joined')
  if (message.lines >= multilineLinesMax) return tooMuch('LINES', multilineLinesMax)
  if (message.lines > 0 && joins) message.wraps.push(message.body.length)
  message.body += message.lines === 0 || joins ? text : `\n${text}`
  message.verb = verb
  message.lines += 1
  return utf8Bytes(message.body) > multilineBytesMax ? tooMuch('BYTES', multilineBytesMax) : undefined
}

function tooMuch(what: 'LINES' | 'BYTES', most: number): Wrong {
  return { code: `MULTILINE_MAX_${what}`, context: [`${most}`], says: `Too many ${what.toLowerCase()}` }
}

async function finish(client: Client, { target, tags, verb, body, wraps }: Gathering): Promise<void> {
  if (verb === undefined || /^\n*$/u.test(body)) return fail(client, invalid('There is nothing in it'))
  await say(client, target, { verb, text: body, tags, wraps })
}

function fail(client: Client, { code, context = [], says }: Wrong): void {
  client.standard('FAIL', 'BATCH', code, ...context, says)
}
