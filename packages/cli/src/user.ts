// `hubbub user`: makes accounts in the folder of a server, and operators of them.

import { askPassword } from './terminal/ask-password.ts'

export interface NewUser {
  readonly data: string
  /** Whether they are to be an operator of the server. */
  readonly operator: boolean
}

export async function addUser(name: string, { data, operator }: NewUser): Promise<void> {
  const password = await askPassword(process)
  const { addUser: add } = await import('@hubbub/server')
  await add({ data, name, password, operator })
  process.stdout.write(`There is an account ${name}${operator ? ', an operator of the server' : ''}.\n`)
}

export async function grantUser(name: string, data: string): Promise<void> {
  const { grantOperator } = await import('@hubbub/server')
  grantOperator({ data, name })
  process.stdout.write(`${name} is an operator of the server from when they next sign in.\n`)
}
