// What the detector can say about the first bytes of a connection; knows the wires' names and nothing of their insides.

/** Sizes of fixed frames seen in the wild, in bytes (frames.md). */
export const FRAME_SIZES_BYTES = [32, 64, 128, 255, 256, 512, 1024] as const
export type FrameSize = (typeof FRAME_SIZES_BYTES)[number]

/** How one body of the length-prefixed wire is written (length-prefixed.md). */
export type BodyEncoding = 'json' | 'cbor' | 'bincode'

export type Verdict =
  | { readonly wire: 'tls' }
  | { readonly wire: 'ssh' }
  | { readonly wire: 'http' }
  | { readonly wire: 'irc' }
  | { readonly wire: 'proxy' }
  | { readonly wire: 'course-json' }
  | { readonly wire: 'frames'; readonly size: FrameSize }
  | { readonly wire: 'length-prefixed'; readonly body: BodyEncoding; readonly prefixBytes: 4 | 8 }
  | { readonly wire: 'plain'; readonly telnet: boolean; readonly chunks: boolean }
  | { readonly wire: 'unknown' }

/** `more`: only further bytes decide, no timer is needed. `idle`: the quiet time decides if no byte comes before. */
export type Decision = Verdict | 'more' | 'idle'

/** Not certain yet: what it is if the line falls quiet (none: quiet decides nothing), and what it is if the stream ends here. */
export interface Waiting {
  readonly quiet?: Verdict
  readonly ended: Verdict
}

/** A rule's answer; `undefined` means: for certain not mine, ask the next rule. */
export type Outcome = Verdict | Waiting | undefined

export const TLS: Verdict = { wire: 'tls' }
export const SSH: Verdict = { wire: 'ssh' }
export const HTTP: Verdict = { wire: 'http' }
export const IRC: Verdict = { wire: 'irc' }
export const PROXY: Verdict = { wire: 'proxy' }
export const COURSE_JSON: Verdict = { wire: 'course-json' }
export const UNKNOWN: Verdict = { wire: 'unknown' }
export const PLAIN_LINES: Verdict = { wire: 'plain', telnet: false, chunks: false }
export const PLAIN_CHUNKS: Verdict = { wire: 'plain', telnet: false, chunks: true }
export const PLAIN_TELNET: Verdict = { wire: 'plain', telnet: true, chunks: false }

export const frames = (size: FrameSize): Verdict => ({ wire: 'frames', size })

export const prefixed = (body: BodyEncoding, prefixBytes: 4 | 8 = 4): Verdict => ({
  wire: 'length-prefixed',
  body,
  prefixBytes,
})

/** Further bytes must come; a stream that ends here was `ended`. */
export const untilBytes = (ended: Verdict): Waiting => ({ ended })

/** Quiet and the end of the stream say the same. */
export const untilQuiet = (verdict: Verdict): Waiting => ({ quiet: verdict, ended: verdict })
