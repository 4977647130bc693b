// What a token of ISUPPORT is: a value that follows from what the operator has decided.

import type { Limits } from '@hubbub/protocol'

import type { Settings } from '../../../settings.ts'

/** What the values of tokens depend on. */
export interface TokenContext {
  readonly settings: Settings
  readonly limits: Limits
  readonly filehost: string | null
}

/** Empty is a token without `=`; null is not told. */
export type Token = (context: TokenContext) => string | null
