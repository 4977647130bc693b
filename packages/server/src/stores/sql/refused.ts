// A change or a question that is refused for a reason of its own; whatever else is thrown concerns the whole batch.

import type { ErrorCode } from '@hubbub/protocol'

/** Nothing has been changed when it is thrown. */
export class Refused extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}
