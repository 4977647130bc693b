// Sends uploads over `fetch`, for tests: attempt by attempt in the test's hand, with what was sent to be looked at.

import type { Answer, SendFile, Sending } from '../ports.ts'

/** What becomes of an attempt: so many bytes go and the line breaks, the answer is lost on the way, or all is well. */
export type Fate = { readonly breaksAfter: number } | 'answer lost' | 'well'

/** One attempt: from which byte on, and how many bytes it sent. */
export interface Attempted {
  readonly sending: Sending
  url: string
  from: number
  sent: number
  isOver: boolean
}

export interface Sender {
  readonly send: SendFile
  readonly attempts: readonly Attempted[]
}

/** The source is all bytes. Attempts beyond those whose fate is told go well. */
export function senderOf(...fates: Fate[]): Sender {
  const attempts: Attempted[] = []
  const send: SendFile = (sending) => {
    const line = new AbortController()
    const attempt = { sending, url: '', from: 0, sent: 0, isOver: false }
    attempts.push(attempt)
    const answer = make(attempt, fates[attempts.length - 1] ?? 'well', line.signal)
    void answer.catch(() => {}).finally(() => (attempt.isOver = true))
    return { answer: answer.catch(() => undefined), stop: () => line.abort() }
  }
  return { send, attempts }
}

async function make(attempt: Attempted, fate: Fate, signal: AbortSignal): Promise<Answer | undefined> {
  const { sending } = attempt
  const url = await begin(sending, signal)
  if (typeof url !== 'string') return url
  attempt.url = url
  sending.begins(url)
  const headers = headersOf(sending)
  const head = await fetch(url, { method: 'HEAD', headers, signal })
  attempt.from = Number(head.headers.get('upload-offset'))
  sending.progress(attempt.from)
  if (attempt.from === sending.bytes) return { status: head.status, body: '' }
  const end = typeof fate === 'object' ? attempt.from + fate.breaksAfter : sending.bytes
  const body = (sending.source as Uint8Array<ArrayBuffer>).subarray(attempt.from, end)
  const patch = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(attempt.from) }
  const answer = await fetch(url, { method: 'PATCH', headers: { ...headers, ...patch }, body, signal })
  attempt.sent = body.byteLength
  sending.progress(end)
  const said = { status: answer.status, body: await answer.text() }
  return fate === 'well' ? said : undefined
}

/** The address of the upload, or a refusal. */
async function begin(sending: Sending, signal: AbortSignal): Promise<string | Answer> {
  const { begun, endpoint, bytes, metadata } = sending
  const headers = headersOf(sending)
  if (begun !== undefined && (await fetch(begun, { method: 'HEAD', headers, signal })).ok) return begun
  const said = Object.entries(metadata).map(([key, text]) => `${key} ${Buffer.from(text).toString('base64')}`)
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(bytes), 'upload-metadata': said.join(',') },
    signal,
  })
  const place = answer.headers.get('location')
  return place === null ? { status: answer.status, body: await answer.text() } : new URL(place, endpoint).href
}

function headersOf({ token }: Sending) {
  return { 'authorization': `Bearer ${token}`, 'tus-resumable': '1.0.0' }
}
