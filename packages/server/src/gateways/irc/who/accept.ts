// ACCEPT: who may write to somebody with +R though they have not signed in.

import type { Client } from '../client.ts'
import type { Line } from '../lines/line.ts'
import { nickOf } from '../names.ts'
import { packed } from './packed.ts'

export async function accept(client: Client, { params: [said = ''] }: Line): Promise<void> {
  if (said === '*') return tellAccepted(client)
  for (const word of said.split(',').filter((one) => one !== '')) {
    const name = word.replace(/^[+-]/u, '')
    const admit = { name, on: !word.startsWith('-') }
    await client.session.do('person.profile', { admit }).catch(() => client.numeric('ERR_NOSUCHNICK', name))
  }
}

function tellAccepted(client: Client): void {
  const { people } = client.server.ports.chat
  const nicks = [...(client.person?.admitted ?? [])].flatMap((id) => {
    const one = people.byId(id)
    return one === undefined ? [] : [nickOf(one.author)]
  })
  for (const some of packed(nicks, ' ')) client.numeric('RPL_ACCEPTLIST', some)
  client.numeric('RPL_ENDOFACCEPT')
}
