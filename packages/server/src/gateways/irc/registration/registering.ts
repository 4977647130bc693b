// What a client has said before its registration is complete.

import { limits } from '@hubbub/protocol'

/** Filled by NICK, USER, PASS and CAP until nothing is missing. */
export class Registering {
  nick: string | undefined
  user: string | undefined
  about: string | undefined
  password: string | undefined
  /** From `user@device`, in USER or in the name that one signs in with: whose read positions are this device's. */
  device: string | undefined
  /** Between the first CAP LS or REQ and CAP END. */
  negotiating = false
  /** Given before registration (draft/pre-away). */
  away: string | undefined
  /** What is noted about whoever comes, by key (METADATA, before-connect). */
  readonly noted = new Map<string, string>()
}

/** `alice@phone` is alice, on her phone. */
export function splitDevice(said: string): { readonly name: string; readonly device: string | undefined } {
  const at = said.lastIndexOf('@')
  const device = Array.from(said.slice(at + 1))
    .slice(0, limits.device_name_chars_max)
    .join('')
  if (at <= 0 || device === '') return { name: said, device: undefined }
  return { name: said.slice(0, at), device }
}
