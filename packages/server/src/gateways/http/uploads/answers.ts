// What is answered about uploads: tus speaks in plain texts, here every refusal is JSON under its status, as everywhere.

import { errorBody, Refusal } from '@hubbub/protocol'

import { refusalResponse } from '../responses.ts'
import type { Done, Shared } from './uploads.ts'

const version = '1.0.0'

/** `OPTIONS`: what of tus is spoken here. */
export function offer(bytesMax: number): Response {
  const headers = {
    'Tus-Resumable': version,
    'Tus-Version': version,
    'Tus-Extension': 'creation,creation-with-upload,expiration,termination',
    'Tus-Max-Size': String(bytesMax),
  }
  return new Response(null, { status: 204, headers })
}

/** The JSON that tells what was shared. */
export function sharedJson({ room, seq, file }: Shared): string {
  return JSON.stringify({ room, seq, file })
}

/** An upload that is done is answered the same, however often it is asked about. */
export function doneAnswer(method: string, { bytes, outcome }: Done): Response {
  const whole = { 'Tus-Resumable': version, 'Upload-Offset': String(bytes), 'Upload-Length': String(bytes) }
  if (method === 'HEAD') return new Response(null, { headers: whole })
  if (outcome instanceof Refusal) return withVersion(refusalResponse(outcome))
  return new Response(sharedJson(outcome), { headers: { ...whole, 'Content-Type': 'application/json' } })
}

// What of tus's own refusals is more than a request that cannot be.
const codes: Readonly<Record<number, ConstructorParameters<typeof Refusal>[0]>> = {
  404: 'no-such-file',
  410: 'no-such-file',
  413: 'file-too-large',
  500: 'unavailable',
}

/** An answer of tus. `refusal` is ours, if that was the reason for it. */
export async function answerOf(answer: Response, refusal: Refusal | undefined): Promise<Response> {
  if (refusal !== undefined) return withVersion(refusalResponse(refusal))
  // Who may read what across origins is not for tus to say.
  answer.headers.delete('Access-Control-Expose-Headers')
  if (answer.status < 400) return answer
  const said = new Refusal(codes[answer.status] ?? 'bad-input', (await answer.text()).trim())
  if (answer.status === 500) return withVersion(refusalResponse(said))
  return withVersion(Response.json({ error: errorBody(said) }, { status: answer.status }))
}

function withVersion(answer: Response): Response {
  answer.headers.set('Tus-Resumable', version)
  if (answer.status === 412) answer.headers.set('Tus-Version', version)
  return answer
}
