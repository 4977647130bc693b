// What a client is told when it has signed in or out (IRCv3 sasl-3.1, "Numerics").

import type { Client } from '../client.ts'

export function tellSignedIn(client: Client, account: string): void {
  client.numeric('RPL_LOGGEDIN', maskSoFar(client), account, `You are now logged in as ${account}`)
}

export function tellSignedOut(client: Client): void {
  client.numeric('RPL_LOGGEDOUT', maskSoFar(client))
}

/** What is not known before registration is a `*`. */
function maskSoFar({ mask, nick, person, registering }: Client): string {
  return person === undefined ? `${nick}!${registering?.user ?? '*'}@*` : mask
}
