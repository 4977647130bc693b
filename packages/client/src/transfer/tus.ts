// One attempt at an upload over tus-js-client, which is handed in: its class differs between Node and browsers.

import type { SendFile, Sending } from '../ports.ts'

/** The parts of tus-js-client that are used; its declarations know more, and more of Node and browsers. */
export interface TusUpload {
  readonly url: string | null
  start(): void
  abort(): Promise<unknown>
}

interface TusRequest {
  getMethod(): string
}

interface TusResponse {
  getStatus(): number
  getBody(): string
}

/** What tus-js-client is told of an upload. Trying again is for whoever asked: only they know when there is a line. */
export interface TusOptions {
  readonly endpoint: string
  readonly uploadUrl: string | null
  readonly uploadSize: number
  readonly metadata: Record<string, string>
  readonly headers: Record<string, string>
  readonly retryDelays: null
  readonly storeFingerprintForResuming: false
  readonly fingerprint: () => Promise<string>
  readonly onBeforeRequest: () => void
  readonly onAfterResponse: (request: TusRequest, response: TusResponse) => void
  readonly onUploadUrlAvailable: () => void
  readonly onProgress: (bytes: number) => void
  readonly onSuccess: (end: { readonly lastResponse: TusResponse }) => void
  readonly onError: (cause: Error & { readonly originalResponse?: TusResponse | null }) => void
}

/** Makes an upload; `unreadable` is to be told why the source cannot be read, where tus-js-client does not. */
export type MakeTus = (of: {
  readonly source: unknown
  readonly options: TusOptions
  unreadable(cause: unknown): void
}) => Promise<TusUpload>

export function tusSender(make: MakeTus): SendFile {
  return (sending) => new Attempt(make, sending)
}

class Attempt {
  readonly #end = Promise.withResolvers<{ readonly status: number; readonly body: string } | undefined>()
  readonly #sending: Sending
  #upload: TusUpload | undefined
  #isOver = false

  constructor(make: MakeTus, sending: Sending) {
    this.#sending = sending
    const { source } = sending
    make({ source, options: this.#options(), unreadable: (cause) => this.#fail(cause) }).then(
      (upload) => {
        this.#upload = upload
        if (!this.#isOver) upload.start()
      },
      (cause: unknown) => this.#fail(cause),
    )
  }

  get answer() {
    return this.#end.promise
  }

  readonly stop = (): void => {
    this.#isOver = true
    void this.#upload?.abort()
    this.#end.resolve(undefined)
  }

  #options(): TusOptions {
    const { endpoint, begun = null, bytes, metadata, token, progress } = this.#sending
    return {
      endpoint,
      uploadUrl: begun,
      uploadSize: bytes,
      metadata: { ...metadata },
      headers: { Authorization: `Bearer ${token}` },
      retryDelays: null,
      storeFingerprintForResuming: false,
      fingerprint: () => Promise.resolve(''),
      // Neither asking how far the server is nor beginning an upload heeds that it was stopped meanwhile.
      onBeforeRequest: () => {
        if (this.#isOver) throw new Error('This attempt was stopped.')
      },
      onAfterResponse: notAnew,
      onUploadUrlAvailable: () => this.#sending.begins(this.#upload?.url ?? ''),
      onProgress: (sent) => this.#isOver || progress(sent),
      onSuccess: ({ lastResponse }) => this.#answered(lastResponse),
      onError: ({ originalResponse }) => this.#answered(originalResponse ?? undefined),
    }
  }

  #answered(response: TusResponse | undefined): void {
    this.#end.resolve(response && { status: response.getStatus(), body: response.getBody() })
  }

  #fail(cause: unknown): void {
    this.#end.reject(cause)
    this.stop()
  }
}

/** A server in trouble has not forgotten the upload; left alone, the library would begin another one. */
function notAnew(request: TusRequest, response: TusResponse): void {
  if (request.getMethod() === 'HEAD' && response.getStatus() >= 500) throw new Error('The server is in trouble.')
}
