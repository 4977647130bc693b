// The connection password (PASS), where the operator has set one.

import type { Client } from '../client.ts'

/** Whether the client has said it, if there is one. */
export async function passwordFits({ server, registering }: Client): Promise<boolean> {
  const { password } = server.settings()
  if (password === undefined) return true
  const said = registering?.password
  if (said === undefined) return false
  // A PHC string is compared by what made it; anything else is the password itself.
  return password.startsWith('$') ? server.ports.passwords.verify(said, password) : said === password
}
