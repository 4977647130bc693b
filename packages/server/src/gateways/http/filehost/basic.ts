// Name and password in an `Authorization` header (HTTP Basic, RFC 7617). Pure.

import { isUtf8 } from 'node:buffer'

export interface Named {
  readonly account: string
  readonly password: string
}

/** Undefined for whatever is no Basic authorization. IRC clients may name a device beside the account: `alice@phone`. */
export function readBasic(header: string | undefined): Named | undefined {
  const token = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/iu.exec(header ?? '')?.[1]
  if (token === undefined) return undefined
  const bytes = Buffer.from(token, 'base64')
  const [, account = '', password = ''] = (isUtf8(bytes) ? /^([^:]+):(.+)$/su.exec(bytes.toString()) : undefined) ?? []
  if (account === '') return undefined
  return { account: account.replace(/(?<=.)@[^@]+$/su, ''), password }
}
