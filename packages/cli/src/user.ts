// `hubbub user add`: makes an account in the folder of a server.

import { askPassword } from './terminal/ask-password.ts'

export async function addUser(name: string, data: string): Promise<void> {
  const password = await askPassword(process)
  const { addUser: add } = await import('@hubbub/server')
  await add({ data, name, password })
  process.stdout.write(`There is an account ${name}.\n`)
}
