// A line finds its verb: everything that is checked for every verb is checked here, once.

import { refusalOf } from '@hubbub/protocol'

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import type { Verb } from '../verb.ts'
import { verbs } from '../verbs/index.ts'
import type { Read } from './line-reader.ts'

/** A line, and what is wrong with it. */
export interface Spoken {
  readonly is: Exclude<Read['is'], 'endless'>
  readonly line: Line
}

/** Carries out one line; resolves when it has been answered. */
export function dispatch(client: Client, spoken: Spoken): Promise<void> {
  const { line } = spoken
  return client.answer(line, () => {
    const verb = Object.hasOwn(verbs, line.verb) ? verbs[line.verb] : undefined
    const refused = troubleWith(client, spoken, verb) ?? refusal(client, line, verb)
    if (refused !== undefined) return refused()
    return verb === undefined ? undefined : run(client, line, verb)
  })
}

/** Whether the line may be carried out while the ones before it still are. */
export function isPipelined(client: Client, { is, line }: Spoken): boolean {
  const isAlone = !line.tags.has('label') && !line.tags.has('batch')
  return is === 'line' && client.registered && isAlone && verbs[line.verb]?.pipelined === true
}

/** What no verb has foreseen is answered in general terms (400), so that nobody waits. */
async function run(client: Client, line: Line, verb: Verb): Promise<void> {
  try {
    await verb.run(client, line)
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (refusal !== cause) client.server.ports.log.error({ err: cause, verb: line.verb }, 'a verb failed')
    client.numeric('ERR_UNKNOWNERROR', line.verb, refusal.message)
  }
}

type Refused = () => void

function troubleWith(client: Client, { is, line }: Spoken, verb: Verb | undefined): Refused | undefined {
  const tooLong = (): void => client.numeric('ERR_INPUTTOOLONG')
  const troubles = {
    'line': undefined,
    'long': verb?.long === true ? undefined : tooLong,
    'too-long': tooLong,
    'not-utf8': () =>
      client.standard('FAIL', line.verb, 'INVALID_UTF8', 'Message rejected, your software MUST use UTF-8 here'),
  } satisfies Record<Spoken['is'], Refused | undefined>
  return troubles[is]
}

function refusal(client: Client, line: Line, verb: Verb | undefined): Refused | undefined {
  if (verb === undefined) {
    if (!client.registered && httpMethods.has(line.verb)) return () => client.close('This is IRC')
    // Before registration nobody needs to know which verbs there are.
    if (!client.registered) return () => client.numeric('ERR_NOTREGISTERED')
    return () => client.numeric('ERR_UNKNOWNCOMMAND', line.verb)
  }
  if (verb.when === 'registered' && !client.registered) return () => client.numeric('ERR_NOTREGISTERED')
  if (verb.when === 'registering' && client.registered) return () => client.numeric('ERR_ALREADYREGISTERED')
  if (line.params.length < verb.paramsMin) return () => client.numeric('ERR_NEEDMOREPARAMS', line.verb)
  return undefined
}

/** A page that was made to send a request here would say lines of IRC in its body: nothing after such a beginning is heard. */
const httpMethods = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE'])
