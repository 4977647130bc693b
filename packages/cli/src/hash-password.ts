// `hubbub hash-password`: a password becomes what the configuration of a server takes.

import { askPassword } from './terminal/ask-password.ts'

export async function hashPassword(): Promise<void> {
  const password = await askPassword(process)
  const { hashPassword: hash } = await import('@hubbub/server')
  process.stdout.write(`${await hash(password)}\n`)
}
